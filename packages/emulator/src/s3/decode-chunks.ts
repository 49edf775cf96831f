import { hmacHex, sameSignature } from '../wire/hmac-chain.ts'
import { sha256Hex } from './canonical-request.ts'
import { s3Error } from './s3-error.ts'

/** What chunk signatures go on from. */
export interface SignatureChain {
  readonly key: Buffer
  readonly date: string
  readonly scope: string
  /** The signature of the request itself. */
  readonly seed: string
}

/**
 * Decodes an aws-chunked body: `size[;chunk-signature=…]`, bytes, and at the end trailers such as a checksum. With a
 * chain each chunk must be signed.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeChunks(
  encoded: Buffer,
  chain?: SignatureChain,
): { readonly body: Buffer; readonly trailers: ReadonlyMap<string, string> } {
  const chunks: Buffer[] = []
  let previous = chain?.seed ?? ''
  let at = 0
  for (;;) {
    const end = encoded.indexOf('\r\n', at)
    if (end === -1) throw s3Error('IncompleteBody')
    const line = encoded.toString('latin1', at, end)
    const match = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line)
    if (match === null) throw s3Error('IncompleteBody')
    const size = Number.parseInt(match[1] ?? '', 16)
    const start = end + 2
    const chunk = encoded.subarray(start, start + size)
    if (chunk.length < size) throw s3Error('IncompleteBody')
    if (chain !== undefined) {
      const signature = match[2] ?? ''
      checkSignature(chain, 'PAYLOAD', [previous, emptyHash, sha256Hex(chunk)], signature)
      previous = signature
    }
    if (size === 0) {
      const trailers = readTrailers(encoded, start)
      if (chain !== undefined && trailers.size > 0) checkTrailers(chain, previous, trailers)
      return { body: Buffer.concat(chunks), trailers }
    }
    chunks.push(chunk)
    at = start + size + 2
  }
}

const emptyHash = sha256Hex('')

const trailerSignature = 'x-amz-trailer-signature'

function checkTrailers(
  chain: SignatureChain,
  previous: string,
  trailers: ReadonlyMap<string, string>,
): void {
  const lines = [...trailers].filter(([name]) => name !== trailerSignature)
  const text = lines.map(([name, value]) => `${name}:${value}\n`).join('')
  const signature = trailers.get(trailerSignature) ?? ''
  checkSignature(chain, 'TRAILER', [previous, sha256Hex(text)], signature)
}

function checkSignature(
  { date, scope, key }: SignatureChain,
  what: 'PAYLOAD' | 'TRAILER',
  hashes: readonly string[],
  signature: string,
): void {
  const toSign = [`AWS4-HMAC-SHA256-${what}`, date, scope, ...hashes].join('\n')
  if (!sameSignature(signature, hmacHex(key, toSign)))
    throw s3Error('SignatureDoesNotMatch', { details: { StringToSign: toSign } })
}

function readTrailers(encoded: Buffer, start: number): ReadonlyMap<string, string> {
  const trailers = new Map<string, string>()
  for (const line of encoded.toString('latin1', start).split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0)
      trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return trailers
}
