import { createHmac } from 'node:crypto'

import type { EmulatedAccount } from '../account.ts'
import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { openBucket } from './open-bucket.ts'
import { s3Namespace } from './s3-namespace.ts'

/**
 * The session that SDKs open with a directory bucket before anything else; at an endpoint of one's own also before
 * inventory calls.
 */
export const createSession: Operation = {
  name: 'CreateSession',
  method: 'GET',
  on: 'bucket',
  query: ['session'],
  run: create,
}

/** The token of an account's sessions, which requests then carry. */
export function sessionTokenOf({ secretAccessKey }: EmulatedAccount): string {
  return createHmac('sha256', secretAccessKey).update('session').digest('base64')
}

const lifetime = 5 * 60 * 1000

function create(exchange: Exchange): Reply {
  openBucket(exchange)
  const { account } = exchange.caller
  const credentials = [
    write('AccessKeyId', account.accessKeyId),
    write('SecretAccessKey', account.secretAccessKey),
    write('SessionToken', sessionTokenOf(account)),
    write('Expiration', new Date(Date.now() + lifetime).toISOString()),
  ]
  const content = [write('Credentials', credentials)]
  return xmlReply(writeDocument('CreateSessionResult', content, s3Namespace))
}
