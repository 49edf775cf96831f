import type { ObjectVersion, Part } from '../world/world.ts'
import { computeChecksum } from './check-digests.ts'

/**
 * The checksum of the checksums of all parts, where they all came with one of the same algorithm that is computed here:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#ChecksumTypes
 */
export function compositeChecksum(parts: readonly Part[]): ObjectVersion['checksum'] {
  const header = parts[0]?.checksum?.header
  if (header === undefined) return undefined
  const digests: Buffer[] = []
  for (const { checksum } of parts) {
    if (checksum?.header !== header) return undefined
    digests.push(Buffer.from(checksum.value, 'base64'))
  }
  const value = computeChecksum(header, Buffer.concat(digests))
  return value === undefined
    ? undefined
    : { header, value: `${value}-${parts.length}`, composite: true }
}
