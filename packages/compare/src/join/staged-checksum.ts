import type { ChecksumAlgorithm } from './checksum-algorithms.ts'

// As of assembly/checksum.ts.
const opaque = 1
const composite = 2

export interface WrittenChecksum {
  readonly algorithm: ChecksumAlgorithm
  readonly value: string
  readonly composite?: boolean
}

/** A checksum as the join takes it when it is ready: what it is, the length of its value, the value, and its text. */
export function stagedChecksum({
  algorithm,
  value,
  composite: isComposite,
}: WrittenChecksum): Buffer {
  const [, digits = value, parts] = /^(.*)-(\d+)$/.exec(value) ?? []
  const bytes = checksumBytes(algorithm, digits)
  const ofParts = isComposite === true || (parts !== undefined && bytes !== undefined)
  const text = Buffer.from(value)
  if (bytes === undefined) return staged(opaque | (ofParts ? composite : 0), text, Buffer.alloc(0))
  // Checksums of parts are the same only if they are of as many.
  const counted =
    parts === undefined ? bytes : Buffer.concat([bytes, Buffer.from(`-${Number(parts)}`)])
  return staged(ofParts ? composite : 0, counted, text)
}

function staged(kind: number, value: Buffer, text: Buffer): Buffer {
  const head = Buffer.alloc(3)
  head[0] = kind
  head.writeUInt16LE(value.length, 1)
  return Buffer.concat([head, value, text])
}

/** What a checksum says, however it is written: hexadecimal, base64, or as a decimal number. `undefined`: in no known way. */
function checksumBytes({ bytes, decimal }: ChecksumAlgorithm, value: string): Buffer | undefined {
  if (bytes === undefined) return undefined
  if (decimal === true && /^\d{1,20}$/.test(value) && BigInt(value) < 1n << BigInt(8 * bytes)) {
    return Buffer.from(
      BigInt(value)
        .toString(16)
        .padStart(2 * bytes, '0'),
      'hex',
    )
  }
  const digits = value.replace(/^0x/i, '')
  if (digits.length === 2 * bytes && /^[0-9a-f]+$/i.test(digits)) return Buffer.from(digits, 'hex')
  const decoded = Buffer.from(value, 'base64')
  return decoded.length === bytes && decoded.toString('base64') === value ? decoded : undefined
}
