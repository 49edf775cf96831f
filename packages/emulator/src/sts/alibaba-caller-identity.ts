import type { Exchange } from '../wire/dialect.ts'
import { assumedRoleId } from './assume-alibaba-role.ts'

/**
 * Who signed a call.
 * https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-getcalleridentity
 */
export function alibabaCallerIdentity({ caller }: Exchange): object {
  const { id, sessionArn } = caller.account
  if (sessionArn === undefined)
    return {
      IdentityType: 'Account',
      AccountId: id,
      PrincipalId: id,
      UserId: id,
      Arn: `acs:ram::${id}:root`,
    }
  const session = sessionArn.slice(sessionArn.lastIndexOf('/') + 1)
  return {
    IdentityType: 'AssumedRoleUser',
    AccountId: id,
    PrincipalId: `${assumedRoleId}:${session}`,
    RoleId: assumedRoleId,
    Arn: sessionArn,
  }
}
