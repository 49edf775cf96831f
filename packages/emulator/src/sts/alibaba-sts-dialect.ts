import { alibabaApiDialect } from '../alibaba-api/alibaba-api-dialect.ts'
import { apiOperation } from '../alibaba-api/api-operation.ts'
import { alibabaCallerIdentity } from './alibaba-caller-identity.ts'
import { assumeAlibabaRole } from './assume-alibaba-role.ts'

const version = '2015-04-01'

/** Alibaba Cloud's STS as it speaks on the wire. */
export const alibabaStsDialect = alibabaApiDialect('Sts', [
  ...apiOperation('AssumeRole', version, assumeAlibabaRole),
  ...apiOperation('GetCallerIdentity', version, alibabaCallerIdentity),
])
