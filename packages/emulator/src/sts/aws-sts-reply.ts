import type { Reply } from '../wire/reply.ts'

/** The namespace of the documents of AWS's STS. */
export const awsStsNamespace = 'https://sts.amazonaws.com/doc/2011-06-15/'

/** A document of AWS's STS, as an answer. */
export function awsStsReply(body: string, status = 200): Reply {
  return { status, headers: { 'content-type': 'text/xml' }, body }
}
