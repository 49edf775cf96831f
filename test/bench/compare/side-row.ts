/** One object of either side. The right side is a copy, with differences that are known. */
export interface SideRow {
  /** Not encoded. */
  readonly key: string
  readonly size: number
  /** Epoch milliseconds. */
  readonly lastModified: number
  readonly etag: string
  readonly isMultipartUploaded: boolean
  readonly storageClass: number
  /** As random as versions are. */
  readonly versionId: string
}

/** What was planted, of every thousand objects: 1.2 % of all. */
export const planted = { missing: 4, extra: 2, size: 2, content: 4 } as const

/** The objects of a side, which one has; numbers are below {@link numbersOf}. */
export function rowOf(side: 'left' | 'right', number: number): SideRow | undefined {
  const fate = number % 1000
  if (side === 'right' && fate < missingBelow) return undefined
  if (side === 'left' && fate >= missingBelow && fate < extraBelow) return undefined
  const words = new Words(number)
  const isMultipartUploaded = words.next() % 10 === 0
  const size = Math.floor((words.next() / 2 ** 32) ** 4 * 1e9)
  const etag = words.hex(4)
  const lastModified = 1_600_000_000_000 + (words.next() % 160_000_000) * 1000
  const row = {
    key: keyOf(number, words),
    size,
    lastModified,
    etag: isMultipartUploaded ? `${etag}-7` : etag,
    isMultipartUploaded,
    storageClass: words.next() % 6,
    versionId: words.hex(4),
  }
  if (side === 'left') return row
  const copied = { ...row, lastModified: lastModified + 5_000_000_000 }
  if (fate < extraBelow || fate >= contentBelow) return copied
  const other = { ...copied, etag: `${etag.slice(1)}0`, isMultipartUploaded: false }
  return fate < sizeBelow ? { ...other, size: size + 1 } : other
}

const missingBelow = planted.missing
const extraBelow = missingBelow + planted.extra
const sizeBelow = extraBelow + planted.size
const contentBelow = sizeBelow + planted.content

/** Numbers 32 bits wide that depend on the seed only. */
class Words {
  #state: number

  constructor(seed: number) {
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b)
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    const state = this.#state
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  /** So many words, each in eight digits. */
  hex(words: number): string {
    let text = ''
    for (let word = 0; word < words; word++) text += this.next().toString(16).padStart(8, '0')
    return text
  }
}

/** Partitions of a lake, logs, pictures with spaces and brackets, write-ahead logs, names beyond ASCII. */
function keyOf(number: number, words: Words): string {
  const kind = words.next() / 2 ** 32
  if (kind < 0.4) {
    const hex = words.hex(4)
    const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
    return `lake/events/dt=2024-0${1 + (number % 9)}-${10 + (number % 18)}/part-${String(number % 1000).padStart(5, '0')}-${uuid}.c000.parquet`
  }
  if (kind < 0.6) {
    const [month, day] = [`0${1 + (number % 9)}`, `1${number % 9}`]
    return `AWSLogs/123456789012/CloudTrail/eu-west-1/2024/${month}/${day}/123456789012_CloudTrail_2024${month}${day}T${String(number % 2400).padStart(4, '0')}Z_${words.hex(2)}.json.gz`
  }
  if (kind < 0.75) return `images/IMG ${number} (${number % 9}).jpg`
  if (kind < 0.97) return `wal/00000001${number.toString(16).padStart(16, '0')}.lz4`
  return `docs/文档/${number}.pdf`
}
