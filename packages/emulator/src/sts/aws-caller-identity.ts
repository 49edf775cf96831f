import type { Credential } from '../credentials.ts'
import { callParameters } from '../wire/call-parameters.ts'
import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { awsStsNamespace, awsStsReply } from './aws-sts-reply.ts'
import { checkStsVersion } from './check-sts-version.ts'

/**
 * Whose credentials these are. Whoever can sign may ask: "No permissions are required to perform this operation."
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function awsCallerIdentity({ request, caller, requestId }: Exchange): Reply {
  checkStsVersion(callParameters(request), 'GetCallerIdentity')
  const { account } = caller
  const content = [
    write('GetCallerIdentityResult', [
      write('Arn', callerArn(account)),
      write('UserId', callerId(account)),
      write('Account', account.id),
    ]),
    write('ResponseMetadata', [write('RequestId', requestId)]),
  ]
  return awsStsReply(writeDocument('GetCallerIdentityResponse', content, awsStsNamespace))
}

/** The id of every role. */
export const roleId = 'AROAEMULATED00000000'

/** The ARN of a user, who is called by the access key, or of the session of a role. */
export function callerArn({ id, accessKeyId, sessionArn }: Credential): string {
  return sessionArn ?? `arn:aws:iam::${id}:user/${accessKeyId}`
}

function callerId({ accessKeyId, sessionArn }: Credential): string {
  if (sessionArn === undefined) return accessKeyId
  return `${roleId}:${sessionArn.slice(sessionArn.lastIndexOf('/') + 1)}`
}
