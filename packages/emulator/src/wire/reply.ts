import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

/** An answer, before it is sent. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer | ByteStream
}

/** Bytes of a known length that are read while they are sent. */
interface ByteStream {
  readonly size: number
  readonly chunks: AsyncIterable<Buffer>
}

/** An XML answer. */
export function xmlReply(body: string, status = 200, headers?: Reply['headers']): Reply {
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body }
}

/** Sends an answer, without its body where HTTP has none. */
export async function sendReply(
  response: ServerResponse,
  method: string,
  reply: Reply,
): Promise<void> {
  const body = bodyOf(method, reply)
  response.writeHead(reply.status, headersOf(reply))
  if (body === undefined) response.end()
  else if (Buffer.isBuffer(body)) response.end(body)
  else await pipeline(body.chunks, response)
}

/** Announces the whole answer, sends the first bytes of its body, and breaks the connection. */
export async function sendCut(
  response: ServerResponse,
  method: string,
  reply: Reply,
  bytes: number,
): Promise<void> {
  const body = bodyOf(method, reply)
  const whole = body === undefined || Buffer.isBuffer(body) ? body : await readAll(body)
  if (whole !== undefined && whole.length > bytes) {
    response.writeHead(reply.status, headersOf(reply))
    response.flushHeaders()
    if (bytes > 0) response.write(whole.subarray(0, bytes))
  }
  response.socket?.destroySoon()
}

function bodyOf(method: string, { status, body = '' }: Reply): Buffer | ByteStream | undefined {
  if (method === 'HEAD' || status === 204 || status === 304) return undefined
  return typeof body === 'string' ? Buffer.from(body) : body
}

/** An answer to HEAD names its length itself: that of what GET would answer. */
function headersOf({ status, headers, body = '' }: Reply): Record<string, string | number> {
  if (status === 204 || status === 304) return { ...headers }
  const size =
    typeof body === 'string'
      ? Buffer.byteLength(body)
      : Buffer.isBuffer(body)
        ? body.length
        : body.size
  return { 'content-length': size, ...headers }
}

async function readAll({ chunks }: ByteStream): Promise<Buffer> {
  const read: Buffer[] = []
  for await (const chunk of chunks) read.push(chunk)
  return Buffer.concat(read)
}
