/* oxlint-disable typescript/no-non-null-assertion -- rows are below their number, and bytes below their ends */

import type { RecordField } from '@bucket-inventory/core'
import type { RecordBatch } from '@bucket-inventory/reports'

import { textBytes } from './text-bytes.ts'
import type { TextBytes } from './text-bytes.ts'
import { ValueNumbers } from './value-numbers.ts'

/** The columns that say something of the content. */
export const evidenceFields = [
  'etag',
  'checksum',
  'isMultipartUploaded',
  'objectType',
  'encryption',
] as const satisfies readonly RecordField[]
type EvidenceField = (typeof evidenceFields)[number]

/** The row says nothing of its content. */
export const unrecognised = -1

/**
 * What the fifth word says the other four are of: an MD5, a checksum, an ETag of what was not written at once, or else the
 * number of parts of an upload.
 */
const md5Mark = 0
const checksumMark = 0xffff_ffff
const otherMark = 0xffff_fffe

const quote = 0x22
const hyphen = 0x2d
const zero = 0x30
const digits = 32
const mostParts = 10_000

/** The value of a hexadecimal digit in either case; 255 of no digit. */
const nibbles = new Uint8Array(256).fill(255)
for (const [value, digit] of Array.from('0123456789abcdef').entries()) {
  nibbles[digit.charCodeAt(0)] = value
  nibbles[digit.toUpperCase().charCodeAt(0)] = value
}

/** Reads, row by row, what recognises the content of an object, as five words. */
export class ContentEvidence {
  readonly #fields: ReadonlySet<RecordField>
  readonly #multipart = new ValueNumbers<boolean | undefined>((value) => value)
  readonly #types = new ValueNumbers<string | undefined>((value) => value)
  readonly #encryptions = new ValueNumbers<{ readonly type: string | undefined } | undefined>(
    (value) => value?.type,
  )
  #etags: TextBytes | undefined
  #checksums: TextBytes | undefined
  /** 1 where an ETag without parts is no MD5. */
  #notWhole: Uint8Array | undefined
  /** 1 where an ETag is of no content: copies have others. */
  #withKey: Uint8Array | undefined

  constructor(fields: readonly RecordField[]) {
    this.#fields = new Set(fields)
  }

  /** Goes on to the rows of this batch. */
  bind(batch: RecordBatch<EvidenceField>): void {
    const has = (field: EvidenceField) => this.#fields.has(field)
    this.#etags = has('etag') ? textBytes(batch.column('etag'), (etag) => etag) : undefined
    this.#checksums = has('checksum')
      ? textBytes(batch.column('checksum'), (checksum) => checksum?.value)
      : undefined
    this.#notWhole = undefined
    this.#withKey = undefined
    if (has('isMultipartUploaded')) {
      const numbers = this.#multipart.numbers(batch.column('isMultipartUploaded'))
      this.#notWhole = marks(numbers, this.#multipart.values, (multipart) => multipart === true)
    }
    if (has('objectType')) {
      const numbers = this.#types.numbers(batch.column('objectType'))
      this.#notWhole = marks(numbers, this.#types.values, isNotNormal, this.#notWhole)
    }
    if (has('encryption')) {
      const numbers = this.#encryptions.numbers(batch.column('encryption'))
      this.#withKey = marks(numbers, this.#encryptions.values, (value) =>
        /KMS|SSE-C/i.test(value?.type ?? ''),
      )
    }
  }

  /** Writes the words of a row from here on, and gives what they are of, or {@link unrecognised}. A checksum says more than an ETag. */
  read(row: number, words: Uint32Array, at: number): number {
    return this.#readChecksum(row, words, at) ? checksumMark : this.#readEtag(row, words, at)
  }

  /** Decimal, as OSS writes a CRC-64: ten digits for each two words. */
  #readChecksum(row: number, words: Uint32Array, into: number): boolean {
    const texts = this.#checksums
    if (texts === undefined) return false
    const start = row === 0 ? 0 : texts.ends[row - 1]!
    const end = texts.ends[row]!
    if (start === end || end - start > 20 || texts.missing?.[row] === 1) return false
    let high = 0
    let low = 0
    for (let at = start; at < end; at++) {
      const digit = texts.bytes[at]! - zero
      if (digit < 0 || digit > 9) return false
      if (end - at > 10) high = high * 10 + digit
      else low = low * 10 + digit
    }
    words[into] = low >>> 0
    words[into + 1] = low / 2 ** 32
    words[into + 2] = high >>> 0
    words[into + 3] = high / 2 ** 32
    words[into + 4] = checksumMark
    return true
  }

  #readEtag(row: number, words: Uint32Array, into: number): number {
    const texts = this.#etags
    if (texts === undefined) return unrecognised
    if (this.#withKey?.[row] === 1) return unrecognised
    const { bytes } = texts
    let start = row === 0 ? 0 : texts.ends[row - 1]!
    let end = texts.ends[row]!
    if (bytes[start] === quote && bytes[end - 1] === quote) {
      start++
      end--
    }
    if (end - start < digits || texts.missing?.[row] === 1) return unrecognised
    let invalid = 0
    for (let index = 0; index < 4; index++) {
      let word = 0
      for (let at = start + index * 8; at < start + index * 8 + 8; at++) {
        const nibble = nibbles[bytes[at]!]!
        invalid |= nibble
        word = (word << 4) | nibble
      }
      words[into + index] = word
    }
    if (invalid > 15) return unrecognised
    const mark =
      end - start === digits
        ? this.#notWhole?.[row] === 1
          ? otherMark
          : md5Mark
        : partsOf(bytes, start, end)
    if (mark !== unrecognised) words[into + 4] = mark
    return mark
  }
}

/** Appended to, or uploaded in parts. */
function isNotNormal(type: string | undefined): boolean {
  return type !== undefined && type !== 'Normal'
}

/** 1 in each row whose value is so, or was marked before. */
function marks<T>(
  numbers: Uint32Array,
  values: readonly T[],
  isSo: (value: T) => boolean,
  before?: Uint8Array,
): Uint8Array {
  const so = values.map((value) => Number(isSo(value)))
  const marked = new Uint8Array(numbers.length)
  for (let row = 0; row < marked.length; row++) {
    marked[row] = so[numbers[row]!]! | (before?.[row] ?? 0)
  }
  return marked
}

/** Behind `-`. */
function partsOf(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start + digits] !== hyphen) return unrecognised
  let parts = 0
  for (let at = start + digits + 1; at < end; at++) {
    const digit = bytes[at]! - zero
    if (digit < 0 || digit > 9) return unrecognised
    parts = parts * 10 + digit
    if (parts > mostParts) return unrecognised
  }
  return parts === 0 ? unrecognised : parts
}

/** How sure it is that what has the same words and size has the same content. */
export function evidenceOf(words: Uint32Array): 'proven' | 'likely' {
  return words[4] === md5Mark || words[4] === checksumMark ? 'proven' : 'likely'
}

/** The words as the report has them. */
export function labelOf(
  words: Uint32Array,
): { readonly etag: string } | { readonly checksum: string } {
  if (words[4] === checksumMark) {
    const low = words[0]! + words[1]! * 2 ** 32
    const high = words[2]! + words[3]! * 2 ** 32
    return { checksum: high === 0 ? String(low) : `${high}${String(low).padStart(10, '0')}` }
  }
  const hex = [...words.subarray(0, 4)].map((word) => word.toString(16).padStart(8, '0')).join('')
  const whole = words[4] === md5Mark || words[4] === otherMark
  return { etag: whole ? hex : `${hex}-${words[4]}` }
}
