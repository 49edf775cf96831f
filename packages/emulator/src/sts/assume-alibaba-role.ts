import { alibabaApiError } from '../alibaba-api/alibaba-api-error.ts'
import { callParameters } from '../wire/call-parameters.ts'
import type { Exchange } from '../wire/dialect.ts'

/**
 * Credentials of a role. Who may sign may assume every role of every account there is; policies are not looked at.
 * https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole
 */
export function assumeAlibabaRole({ emulation, request }: Exchange): object {
  const parameters = callParameters(request)
  const arn = parameters.get('RoleArn') ?? ''
  const [, accountId, name] = /^acs:ram::(\d+):role\/([\w.-]{1,64})$/.exec(arn) ?? []
  if (accountId === undefined || name === undefined)
    throw alibabaApiError('InvalidParameter.RoleArn')
  const session = parameters.get('RoleSessionName') ?? ''
  if (!/^[\w.@-]{2,64}$/.test(session)) throw alibabaApiError('InvalidParameter.RoleSessionName')
  const seconds = Number(parameters.get('DurationSeconds') ?? 3600)
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200)
    throw alibabaApiError('InvalidParameter.DurationSeconds')
  if (!emulation.credentials.hasAccount(accountId)) throw alibabaApiError('NoPermission')
  const sessionArn = `acs:ram::${accountId}:role/${name}/${session}`
  const credential = emulation.credentials.assume('oss', accountId, seconds, sessionArn)
  return {
    AssumedRoleUser: { Arn: sessionArn, AssumedRoleId: `${assumedRoleId}:${session}` },
    Credentials: {
      SecurityToken: credential.sessionToken,
      AccessKeyId: credential.accessKeyId,
      AccessKeySecret: credential.secretAccessKey,
      Expiration: new Date(credential.expiresAt).toISOString().replace(/\.\d{3}/, ''),
    },
  }
}

/** The id of every role that is assumed: it need not be known. */
export const assumedRoleId = '300000000000000000'
