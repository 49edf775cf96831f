import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

import type { Exchange } from '../wire/dialect.ts'
import { headerOf } from '../wire/wire-request.ts'

/** A body's MD5 in hexadecimal, and the checksum it came with, if any. */
export interface Digests {
  readonly md5: string
  readonly checksum?: { readonly header: string; readonly value: string }
}

/** Refuses a body that is not what its digests say. Of S3's checksums CRC32C and CRC64NVME are taken unseen. */
export function checkDigests({ request, dialect }: Exchange): Digests {
  const { body } = request
  const digest = createHash('md5').update(body).digest()
  const given = headerOf(request, 'content-md5')
  if (given !== undefined) {
    if (Buffer.from(given, 'base64').length !== digest.length) throw dialect.error('InvalidDigest')
    if (given !== digest.toString('base64')) throw dialect.error('BadDigest')
  }
  const md5 = digest.toString('hex')
  for (const [name, compute] of Object.entries(checksums)) {
    const header = `${dialect.objects.prefix}checksum-${name}`
    const value = headerOf(request, header)
    if (value === undefined) continue
    if (compute !== undefined && compute(body) !== value)
      throw dialect.error('BadDigest', {
        message: `The ${name.toUpperCase()} you specified did not match the calculated checksum.`,
      })
    return { md5, checksum: { header, value } }
  }
  return { md5 }
}

/** By the name of the header that carries it; `undefined` where it is taken unseen. */
export function computeChecksum(header: string, body: Buffer): string | undefined {
  return checksums[header.slice(header.lastIndexOf('-') + 1)]?.(body)
}

const checksums: Readonly<Record<string, ((body: Buffer) => string) | undefined>> = {
  crc32(body) {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(crc32(body))
    return bytes.toString('base64')
  },
  sha1: (body) => createHash('sha1').update(body).digest('base64'),
  sha256: (body) => createHash('sha256').update(body).digest('base64'),
  crc32c: undefined,
  crc64nvme: undefined,
}
