import type { Reply } from '../wire/reply.ts'

/** A document of AWS's KMS, as an answer. */
export function kmsReply(document: object, status = 200): Reply {
  const headers = { 'content-type': 'application/x-amz-json-1.1' }
  return { status, headers, body: JSON.stringify(document) }
}
