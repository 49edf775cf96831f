import type { PyarrowStyle } from './inventory-files.ts'
import { inventoryColumns } from './inventory-row.ts'

const codecs = ['none', 'zlib', 'snappy', 'zstd'] as const
const stripes = { stripe_size: 1024, batch_size: 30 }
const groups = { row_group_size: 50 }
const pages = { max_rows_per_page: 20, write_batch_size: 5 }

/** How pyarrow is told to write some hundred rows: every two of codec, version and dictionaries, and what else there is. */
export const pyarrowStyles: readonly PyarrowStyle[] = [
  ...codecs.flatMap((codec, index) =>
    [0, 1].map((threshold) => {
      const version = index % 2 === threshold ? '0.11' : '0.12'
      const options = { file_version: version, dictionary_key_size_threshold: threshold }
      return orc(`${codec} ${version}, ${threshold === 1 ? 'with' : 'without'} dictionaries`, {
        // Stripes are cut only where blocks of 64 KiB are full, or dictionaries written.
        ...(codec === 'none' || threshold === 1 ? stripes : {}),
        ...options,
        compression: codec === 'none' ? 'uncompressed' : codec,
      })
    }),
  ),
  orc('as it comes', {}),
  orc('of one stripe of many row groups', { row_index_stride: 30, compression: 'zlib' }),
  orc('packed tightly', { compression: 'zlib', compression_strategy: 'compression' }),
  orc('with Bloom filters', { ...stripes, bloom_filter_columns: [1, 5, 8] }),
  orc('with microseconds', stripes, { unit: 'us', more: 999 }),
  orc('with nanoseconds', stripes, { unit: 'ns', more: 999_999 }),
  orc('0.11 with a nanosecond', { file_version: '0.11' }, { unit: 'ns', more: 1 }),
  orc('with instants of UTC', stripes, { unit: 'ns', more: 500_000, zone: 'UTC' }),
  ...codecs.flatMap((codec, index) =>
    ['1.0', '2.0'].map((version, other) => {
      const hasDictionaries = (index + other) % 2 === 0
      return parquet(
        `${codec}, pages ${version}, ${hasDictionaries ? 'with' : 'without'} dictionaries`,
        {
          ...groups,
          compression: codec === 'zlib' ? 'gzip' : codec,
          data_page_version: version,
          use_dictionary: hasDictionaries,
        },
      )
    }),
  ),
  parquet('as it comes', {}),
  parquet('of the first version', { version: '1.0' }),
  parquet('of groups of 17 rows', { row_group_size: 17 }),
  parquet('of small pages', { ...groups, ...pages }),
  parquet('of small pages 2.0 with an index and checksums', {
    ...pages,
    data_page_version: '2.0',
    write_page_index: true,
    write_page_checksum: true,
  }),
  parquet('of dictionaries that become too long', { ...pages, dictionary_pagesize_limit: 60 }),
  parquet('without statistics', { ...groups, write_statistics: false }),
  parquet('with deltas', { ...groups, ...deltas() }),
  parquet('with deltas in pages 2.0', {
    ...groups,
    ...pages,
    ...deltas(),
    data_page_version: '2.0',
  }),
  parquet('with Bloom filters', { ...groups, bloom_filter_options: { key: {} } }),
  parquet('with times of no zone', groups, {}),
  parquet('with microseconds', groups, { unit: 'us', zone: 'UTC', more: 999 }),
  parquet('with nanoseconds', groups, { unit: 'ns', zone: 'UTC', more: 999_999 }),
  parquet(
    'with INT96',
    { ...groups, use_deprecated_int96_timestamps: true },
    { unit: 'ns', more: 1 },
  ),
]

/** What shows with some thousand rows only: stripes end where blocks of 64 KiB do, and codes of dictionaries are long. */
export const pyarrowStylesOfMany: readonly PyarrowStyle[] = [
  ...['zlib', 'snappy', 'zstd'].map((compression) =>
    orc(`${compression}, of stripes of many blocks`, {
      stripe_size: 1024,
      batch_size: 500,
      compression,
    }),
  ),
  orc('with long dictionaries', {
    stripe_size: 1024,
    compression: 'zlib',
    dictionary_key_size_threshold: 1,
  }),
  parquet('with long dictionaries', { compression: 'snappy' }),
  parquet('with long pages of deltas', { ...deltas(), compression: 'zstd' }),
]

function orc(
  name: string,
  options: PyarrowStyle['options'],
  timestamps: PyarrowStyle['timestamps'] = {},
): PyarrowStyle {
  return { name: `ORC ${name}`, format: 'orc', options, timestamps }
}

function parquet(
  name: string,
  options: PyarrowStyle['options'],
  timestamps: PyarrowStyle['timestamps'] = { zone: 'UTC' },
): PyarrowStyle {
  return { name: `Parquet ${name}`, format: 'parquet', options, timestamps }
}

/** For each type an encoding of its own; of texts some in either. */
function deltas(): PyarrowStyle['options'] {
  const encodings: Readonly<Record<string, string>> = {
    boolean: 'RLE',
    bigint: 'DELTA_BINARY_PACKED',
    timestamp: 'DELTA_BINARY_PACKED',
  }
  const column_encoding = Object.fromEntries(
    inventoryColumns.map(([name, type], index) => [
      name,
      encodings[type] ?? (index % 2 === 0 ? 'DELTA_LENGTH_BYTE_ARRAY' : 'DELTA_BYTE_ARRAY'),
    ]),
  )
  return { use_dictionary: false, column_encoding }
}
