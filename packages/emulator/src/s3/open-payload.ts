import type { WireRequest } from '../wire/wire-request.ts'
import { headerOf } from '../wire/wire-request.ts'
import { sha256Hex } from './canonical-request.ts'
import { decodeChunks } from './decode-chunks.ts'
import type { SignatureChain } from './decode-chunks.ts'
import { s3Error } from './s3-error.ts'

/**
 * The request with its body as it was before it was signed: checked against its hash, or taken out of its chunks
 * (`STREAMING-…`, with or without signatures). Trailers, such as a checksum, are put among the headers.
 */
export function openPayload(
  request: WireRequest,
  payloadHash: string,
  chain: SignatureChain,
): WireRequest {
  if (payloadHash === 'UNSIGNED-PAYLOAD') return request
  if (payloadHash.startsWith('STREAMING-')) {
    const signed = !payloadHash.startsWith('STREAMING-UNSIGNED-')
    const { body, trailers } = decodeChunks(request.body, signed ? chain : undefined)
    const length = headerOf(request, 'x-amz-decoded-content-length')
    if (length !== undefined && Number(length) !== body.length) throw s3Error('IncompleteBody')
    return { ...request, body, headers: { ...Object.fromEntries(trailers), ...request.headers } }
  }
  if (sha256Hex(request.body) !== payloadHash.toLowerCase())
    throw s3Error('XAmzContentSHA256Mismatch', {
      details: {
        ClientComputedContentSHA256: payloadHash,
        S3ComputedContentSHA256: sha256Hex(request.body),
      },
    })
  return request
}
