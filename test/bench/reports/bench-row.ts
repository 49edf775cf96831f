/** One row of the report that is measured: what S3 would list, with the keys, spread and gaps of real ones. */
export interface BenchRow {
  readonly bucket: string
  /** Not encoded. */
  readonly key: string
  readonly versionId: string | undefined
  readonly isDeleteMarker: boolean
  readonly size: number | undefined
  /** Epoch milliseconds. */
  readonly lastModified: number
  readonly etag: string | undefined
  readonly storageClass: string | undefined
  readonly isMultipartUploaded: boolean | undefined
  readonly replicationStatus: string | undefined
  readonly encryptionStatus: string | undefined
  readonly tier: string | undefined
  readonly bucketKey: string
  readonly owner: string
}

/** The same rows in every run. */
export function* benchRows(count: number): Generator<BenchRow, void, undefined> {
  const random = seededRandom(42)
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? ''
  const hex = () =>
    Array.from({ length: 4 }, () =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('')
  const letters = () =>
    Array.from({ length: 32 }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
  for (let index = 0; index < count; index++) {
    const gone = random() < 0.01
    const storageClass = pick(classes)
    const multipart = random() < 0.2
    yield {
      bucket: 'my-production-bucket',
      key: keyOf(index, random()),
      versionId: random() < 0.05 ? undefined : letters(),
      isDeleteMarker: gone,
      size: gone ? undefined : Math.floor(random() ** 4 * 1e9),
      lastModified: 1_600_000_000_000 + Math.floor(random() * 160_000_000) * 1000,
      etag: gone ? undefined : `${hex()}${multipart ? '-7' : ''}`,
      storageClass: gone ? undefined : storageClass,
      isMultipartUploaded: gone ? undefined : multipart,
      replicationStatus: gone || random() < 0.5 ? undefined : pick(['COMPLETED', 'REPLICA']),
      encryptionStatus: gone ? undefined : pick(['SSE-S3', 'SSE-KMS']),
      tier: storageClass === 'INTELLIGENT_TIERING' ? pick(['FREQUENT', 'INFREQUENT']) : undefined,
      bucketKey: gone ? 'DISABLED' : pick(['ENABLED', 'DISABLED']),
      owner: '8f1c0f6a6e8d4c1b9e7a5d3c2b1a0f9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a',
    }
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._'

const classes = [
  'STANDARD',
  'STANDARD',
  'STANDARD_IA',
  'GLACIER',
  'INTELLIGENT_TIERING',
  'DEEP_ARCHIVE',
]

/** Partitions of a lake, logs, pictures with spaces and brackets, write-ahead logs, names beyond ASCII. */
function keyOf(index: number, kind: number): string {
  if (kind < 0.4) {
    return `lake/events/dt=2024-0${1 + (index % 9)}-${10 + (index % 18)}/region=eu-west-${1 + (index % 3)}/part-${String(index).padStart(8, '0')}.parquet`
  }
  if (kind < 0.6) {
    return `AWSLogs/123456789012/CloudTrail/eu-west-1/2024/0${1 + (index % 9)}/1${index % 9}/123456789012_CloudTrail_${index}.json.gz`
  }
  if (kind < 0.75) return `images/IMG ${index} (${index % 9}).jpg`
  if (kind < 0.97) return `wal/00000001${index.toString(16).padStart(16, '0')}.lz4`
  return `docs/文档/${index}.pdf`
}

/** Mulberry32: a poorer one would make hashes that compress. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
