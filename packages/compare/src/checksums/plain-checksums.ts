import { ChecksumAlgorithms } from '../join/checksum-algorithms.ts'
import type { ChecksumForm } from './checksum-form.ts'
import { checksumKey, checksumVersion } from './checksum-key.ts'

/**
 * Checksums as a person writes them down: key, algorithm, value and perhaps the version id. Names of these columns in the
 * first row decide their order, and others beside them are left out; a string says what is wrong with the first row.
 */
export function plainChecksums(first: readonly Buffer[]): ChecksumForm | string {
  const written = first.map((field) => field.toString('utf8').trim().toLowerCase())
  const named = names.filter((name) => written.includes(name))
  const isHeader = named.length > 1
  const missing = isHeader ? required.filter((name) => !named.includes(name)) : []
  if (missing.length > 0) return `names no column ${missing.map((name) => `"${name}"`).join(', ')}`
  const twice = isHeader ? names.find((name) => count(written, name) > 1) : undefined
  if (twice !== undefined) return `names the column "${twice}" twice`
  const columns = isHeader ? written : names.slice(0, Math.max(first.length, required.length))
  const algorithms = new ChecksumAlgorithms()
  const [key, algorithm, value, version] = names.map((name) => columns.indexOf(name))
  return {
    firstIsData: !isHeader,
    read(fields) {
      if (fields.length !== columns.length) {
        return `has ${fields.length} columns instead of ${columns.length}`
      }
      const keyBytes = fields[key ?? -1]
      const record = {
        algorithm: textOf(fields[algorithm ?? -1]),
        value: textOf(fields[value ?? -1]),
        ...checksumVersion(fields[version ?? -1]),
      }
      if (keyBytes === undefined || keyBytes.length === 0) return 'has no key'
      if (record.algorithm === '') return 'has no algorithm'
      if (record.value === '') return 'has no value'
      if (!isWritten(algorithms, record.algorithm, record.value)) {
        return `has "${record.value}", which is no value of ${record.algorithm}: leave out rows without a checksum`
      }
      return {
        record: {
          key: checksumKey(keyBytes),
          ...record,
          ...(ofParts.test(record.value) ? { composite: true } : {}),
        },
      }
    },
  }
}

const names = ['key', 'algorithm', 'value', 'versionid']
const required = names.slice(0, 3)
// As S3 writes checksums of parts: the digest of their digests, and how many they are.
const ofParts = /(?:=|^[0-9a-f]{32})-\d+$/i

/**
 * Whether the value can be one of the algorithm. What stands for none, such as `-` or `null`, would be equal on both sides, and
 * so prove that objects are the same.
 */
function isWritten(algorithms: ChecksumAlgorithms, algorithm: string, value: string): boolean {
  const named = algorithms.named(algorithm)
  if (named.bytes === undefined) return !standsForNone.test(value)
  const digits = value.replace(/-\d+$/, '').replace(/^0x/i, '')
  // Shorter ones are also written as numbers.
  if (named.bytes <= 8 && /^\d{1,20}$/.test(digits)) return true
  if (/^[0-9a-f]+$/i.test(digits) && digits.length === 2 * named.bytes) return true
  return /^[\w+/-]+=*$/.test(digits) && Buffer.from(digits, 'base64').length === named.bytes
}

const standsForNone = /^(?:[^\p{L}\p{N}]*|null|none|nil|n\/?a|nan|undefined|unknown)$/iu

function count(words: readonly string[], word: string): number {
  return words.filter((each) => each === word).length
}

function textOf(field: Buffer | undefined): string {
  return field === undefined ? '' : field.toString('utf8').trim()
}
