import type { IncomingMessage } from 'node:http'

/** The whole body of a request, or `undefined` once it is longer than allowed; the rest is thrown away then. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    request.resume()
    return undefined
  }
  const chunks: Buffer[] = []
  let size = 0
  // Plain events: an async iterator costs more than all the rest of a small request.
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      else {
        chunks.length = 0
        resolve(undefined)
      }
    })
    request.on('end', () => {
      const [first] = chunks
      resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks))
    })
    request.on('error', reject)
    request.on('close', () => reject(new Error('the client went away')))
  })
}
