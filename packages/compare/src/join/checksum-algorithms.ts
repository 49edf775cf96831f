import { InventoryError } from '@bucket-inventory/core'

/** How the value of an algorithm is written: of so many bytes, and whether a number of only digits is a decimal one. */
export interface ChecksumAlgorithm {
  readonly code: number
  readonly name: string
  readonly bytes?: number
  readonly decimal?: boolean
}

const known: readonly Omit<ChecksumAlgorithm, 'code'>[] = [
  { name: 'md5', bytes: 16 },
  { name: 'crc64xz', bytes: 8, decimal: true },
  { name: 'crc64nvme', bytes: 8 },
  { name: 'crc32', bytes: 4 },
  { name: 'crc32c', bytes: 4 },
  { name: 'sha1', bytes: 20 },
  { name: 'sha256', bytes: 32 },
  { name: 'sha512', bytes: 64 },
  { name: 'xxhash3', bytes: 8 },
  { name: 'xxhash64', bytes: 8 },
  { name: 'xxhash128', bytes: 16 },
]

/**
 * Other names of one algorithm. By a mere CRC64 OSS, COS and TOS mean CRC-64/XZ, which is of the polynomial of ECMA-182; that of
 * S3 and Azure is CRC-64/NVME, and never meets it.
 */
const aliases: Readonly<Record<string, string>> = {
  crc64: 'crc64xz',
  crc64ecma: 'crc64xz',
  crc64ecma182: 'crc64xz',
  hashcrc64ecma: 'crc64xz',
  xxh3: 'xxhash3',
  xxh64: 'xxhash64',
  xxh128: 'xxhash128',
}

/** Of MD5, which an ETag may be. */
const md5Code = 1
const mostAlgorithms = 255

/** The algorithms of checksums that a comparison meets, by codes. */
export class ChecksumAlgorithms {
  readonly #algorithms = known.map((each, index): ChecksumAlgorithm => ({
    ...each,
    code: md5Code + index,
  }))

  /** Of a name, however it is written. */
  named(written: string): ChecksumAlgorithm {
    const folded = written.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
    const name = aliases[folded] ?? folded
    const found = this.#algorithms.find((each) => each.name === name)
    if (found !== undefined) return found
    const code = md5Code + this.#algorithms.length
    if (code > mostAlgorithms) {
      throw new InventoryError(
        'limit-exceeded',
        `"${written}" is one algorithm of checksums too many`,
      )
    }
    const added = { code, name }
    this.#algorithms.push(added)
    return added
  }
}
