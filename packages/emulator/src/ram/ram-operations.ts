import { attachmentOperations } from './attachment-operations.ts'
import { policyOperations } from './policy-operations.ts'
import { policyVersionOperations } from './policy-version-operations.ts'
import { roleOperations } from './role-operations.ts'

/** What Resource Access Management of Alibaba Cloud can do, as far as roles and their policies. */
export const ramOperations = [
  ...roleOperations,
  ...policyOperations,
  ...policyVersionOperations,
  ...attachmentOperations,
]
