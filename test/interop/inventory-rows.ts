import { s3Vocabulary } from '@bucket-inventory/core'
import * as fc from 'fast-check'

import { keyArbitrary } from '../laws/object-change-arbitrary.ts'
import type { InventoryRow } from './inventory-row.ts'

/** Rows of one part lie together, so that statistics of what holds them rule out other parts. */
interface Part {
  readonly prefix: string
  readonly sizes: readonly [number, number]
  readonly years: readonly [number, number]
}

const parts: readonly Part[] = [
  { prefix: 'logs/2024 a+b%20/', sizes: [0, 10], years: [1900, 1970] },
  { prefix: '写真/é/', sizes: [11, 4096], years: [1970, 2015] },
  { prefix: '😀 "a, b"\n/', sizes: [2 ** 31 - 9, 2 ** 40], years: [2015, 2026] },
  { prefix: '~/../', sizes: [2 ** 53 - 999, 2 ** 53 - 1], years: [2026, 2200] },
]

/**
 * Rows of S3 with awkward keys, in parts of which each has its own sizes, times and beginning of keys. Some have no value in
 * some columns, and the last quarter of each part none but a key. The same for the same seed.
 */
export function inventoryRows(seed: number, rowsPerPart: number): readonly InventoryRow[] {
  const bare = Math.floor(rowsPerPart / 4)
  return parts.flatMap((part, index) => [
    ...fc.sample(rowArbitrary(part, sometimes), {
      seed: seed + index,
      numRuns: rowsPerPart - bare,
    }),
    ...fc.sample(rowArbitrary(part, never), { seed: seed + index, numRuns: bare }),
  ])
}

/** Gives a value or none. */
type Maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.Arbitrary<T | null>

const sometimes: Maybe = (arbitrary) => fc.option(arbitrary, { freq: 4 })
const never: Maybe = () => fc.constant(null)

function rowArbitrary({ prefix, sizes, years }: Part, maybe: Maybe): fc.Arbitrary<InventoryRow> {
  const [least, most] = sizes
  const instant = maybe(instantArbitrary(years))
  const words = (...all: readonly string[]) => maybe(fc.constantFrom('', ...all))
  return fc.record({
    bucket: fc.constant('photos'),
    key: keyArbitrary('s3').map((key) => prefix + key),
    version_id: maybe(fc.string({ minLength: 32, maxLength: 32 })),
    is_latest: maybe(fc.boolean()),
    is_delete_marker: maybe(fc.boolean()),
    size: maybe(fc.oneof(fc.constantFrom(least, most), fc.integer({ min: least, max: most }))),
    last_modified_date: instant,
    e_tag: maybe(etag),
    storage_class: words(...s3Vocabulary.storageClasses.map(({ native }) => native), 'NEW_CLASS'),
    is_multipart_uploaded: maybe(fc.boolean()),
    replication_status: words('PENDING', 'COMPLETED', 'FAILED', 'REPLICA'),
    encryption_status: words('SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C', 'NOT-SSE'),
    object_lock_retain_until_date: instant,
    object_lock_mode: words('GOVERNANCE', 'COMPLIANCE'),
    object_lock_legal_hold_status: words('On', 'Off'),
    intelligent_tiering_access_tier: words('FREQUENT', 'ARCHIVE'),
    bucket_key_status: words('ENABLED', 'DISABLED'),
    checksum_algorithm: words('CRC32', 'CRC64NVME', 'SHA256'),
    object_access_control_list: maybe(fc.base64String()),
    object_owner: words('a'.repeat(64), 'é'),
    lifecycle_expiration_date: instant,
    colour: words('red', 'blue, or\n"green"'),
    weight: maybe(mostlySmall),
  })
}

/** Some at its ends, some to the second, some to the millisecond. */
function instantArbitrary([first, last]: readonly [number, number]): fc.Arbitrary<number> {
  const min = Date.UTC(first, 0)
  const max = Date.UTC(last, 0) - 1
  return fc.oneof(
    fc.constantFrom(min, min + 1, max),
    fc.integer({ min, max }),
    fc.integer({ min: min / 1000, max: (max - 999) / 1000 }).map((seconds) => seconds * 1000),
  )
}

/** Rare long numbers are what ORC patches short ones with. */
const mostlySmall = fc.oneof(
  { weight: 30, arbitrary: fc.nat(100) },
  { weight: 1, arbitrary: fc.maxSafeNat() },
)

const etag = fc
  .tuple(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.constantFrom('', '-17'))
  .map(([digest, parts]) => Buffer.from(digest).toString('hex') + parts)
