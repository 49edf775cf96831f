import { callParameters } from '../wire/call-parameters.ts'
import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { callerArn, roleId } from './aws-caller-identity.ts'
import { awsStsError } from './aws-sts-error.ts'
import { awsStsReply, awsStsNamespace } from './aws-sts-reply.ts'
import { checkStsVersion } from './check-sts-version.ts'

/**
 * Credentials of a role. Who may sign may assume every role of every account there is; policies, tags and external
 * ids are not looked at.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeAwsRole(exchange: Exchange): Reply {
  const { emulation, request, caller, requestId } = exchange
  const parameters = callParameters(request)
  checkStsVersion(parameters, 'AssumeRole')
  const { accountId, partition, name, arn } = readRole(parameters.get('RoleArn'))
  const session = readSessionName(parameters.get('RoleSessionName'))
  const seconds = readDuration(
    parameters.get('DurationSeconds'),
    caller.account.expiresAt !== undefined,
  )
  if (!emulation.credentials.hasAccount(accountId))
    throw awsStsError(
      'AccessDenied',
      `User: ${callerArn(caller.account)} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    )
  const sessionArn = `arn:${partition}:sts::${accountId}:assumed-role/${name}/${session}`
  const credential = emulation.credentials.assume('s3', accountId, seconds, sessionArn)
  const result = [
    write('AssumedRoleUser', [
      write('AssumedRoleId', `${roleId}:${session}`),
      write('Arn', sessionArn),
    ]),
    write('Credentials', [
      write('AccessKeyId', credential.accessKeyId),
      write('SecretAccessKey', credential.secretAccessKey),
      write('SessionToken', credential.sessionToken),
      write('Expiration', new Date(credential.expiresAt).toISOString().replace(/\.\d{3}/, '')),
    ]),
  ]
  const content = [
    write('AssumeRoleResult', result),
    write('ResponseMetadata', [write('RequestId', requestId)]),
  ]
  return awsStsReply(writeDocument('AssumeRoleResponse', content, awsStsNamespace))
}

function readRole(arn: string | undefined): {
  readonly arn: string
  readonly partition: string
  readonly accountId: string
  readonly name: string
} {
  if (arn === undefined) throw missing('roleArn')
  const match = /^arn:(aws(?:-[a-z-]+)?):iam::(\d+):role\/(?:.+\/)?([\w+=,.@-]+)$/.exec(arn)
  if (match === null) throw awsStsError('ValidationError', `${arn} is invalid`)
  const [, partition = '', accountId = '', name = ''] = match
  return { arn, partition, accountId, name }
}

function readSessionName(name: string | undefined): string {
  if (name === undefined) throw missing('roleSessionName')
  if (/^[\w+=,.@-]{2,64}$/.test(name)) return name
  throw awsStsError(
    'ValidationError',
    `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*, and have a length between 2 and 64`,
  )
}

/** A role that is assumed with the credentials of another lasts an hour at most. */
function readDuration(asked: string | undefined, chained: boolean): number {
  const seconds = Number(asked ?? 3600)
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200)
    throw awsStsError(
      'ValidationError',
      `1 validation error detected: Value '${asked}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200`,
    )
  if (chained && seconds > 3600)
    throw awsStsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    )
  return seconds
}

function missing(name: string): Error {
  return awsStsError(
    'ValidationError',
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  )
}
