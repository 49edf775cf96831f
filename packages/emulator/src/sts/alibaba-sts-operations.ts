import { apiOperation } from '../alibaba-api/api-operation.ts'
import { alibabaCallerIdentity } from './alibaba-caller-identity.ts'
import { assumeAlibabaRole } from './assume-alibaba-role.ts'

const version = '2015-04-01'

/** What Alibaba Cloud's STS can do. */
export const alibabaStsOperations = [
  ...apiOperation('AssumeRole', version, assumeAlibabaRole),
  ...apiOperation('GetCallerIdentity', version, alibabaCallerIdentity),
]
