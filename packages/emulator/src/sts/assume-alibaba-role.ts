import { callParameters } from '../wire/call-parameters.ts'
import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { alibabaStsError } from './alibaba-sts-error.ts'

/**
 * Credentials of a role. Who may sign may assume every role of every account there is; policies are not looked at.
 * https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole
 */
export function assumeAlibabaRole({ emulation, request, requestId }: Exchange): Reply {
  const parameters = callParameters(request)
  if (parameters.get('Version') !== '2015-04-01') throw alibabaStsError('InvalidVersion')
  const arn = parameters.get('RoleArn') ?? ''
  const [, accountId, name] = /^acs:ram::(\d+):role\/([\w.-]{1,64})$/.exec(arn) ?? []
  if (accountId === undefined || name === undefined)
    throw alibabaStsError('InvalidParameter.RoleArn')
  const session = parameters.get('RoleSessionName') ?? ''
  if (!/^[\w.@-]{2,64}$/.test(session)) throw alibabaStsError('InvalidParameter.RoleSessionName')
  const seconds = Number(parameters.get('DurationSeconds') ?? 3600)
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200)
    throw alibabaStsError('InvalidParameter.DurationSeconds')
  if (!emulation.credentials.hasAccount(accountId)) throw alibabaStsError('NoPermission')
  const credential = emulation.credentials.assume('oss', accountId, seconds)
  const answer = {
    RequestId: requestId,
    AssumedRoleUser: {
      Arn: `acs:ram::${accountId}:role/${name}/${session}`,
      AssumedRoleId: `300000000000000000:${session}`,
    },
    Credentials: {
      SecurityToken: credential.sessionToken,
      AccessKeyId: credential.accessKeyId,
      AccessKeySecret: credential.secretAccessKey,
      Expiration: new Date(credential.expiresAt).toISOString().replace(/\.\d{3}/, ''),
    },
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/json;charset=utf-8' },
    body: JSON.stringify(answer),
  }
}
