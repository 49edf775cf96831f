import { alibabaApiDialect } from '../alibaba-api/alibaba-api-dialect.ts'
import { attachmentOperations } from './attachment-operations.ts'
import { policyOperations } from './policy-operations.ts'
import { policyVersionOperations } from './policy-version-operations.ts'
import { roleOperations } from './role-operations.ts'

/** Resource Access Management of Alibaba Cloud as it speaks on the wire, as far as roles and their policies. */
export const ramDialect = alibabaApiDialect('Ram', [
  ...roleOperations,
  ...policyOperations,
  ...policyVersionOperations,
  ...attachmentOperations,
])
