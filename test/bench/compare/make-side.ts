// Makes the data files of one side, in a process of its own: FOLDER SIDE unsorted|sorted OBJECTS, or FOLDER SIDE parquet LEFT
// RIGHT of the folders whose CSV is to be written as Parquet.
import { readdirSync } from 'node:fs'

import { DuckDBInstance } from '@duckdb/node-api'

import { rowOf } from './side-row.ts'
import { writeSideFile } from './write-side.ts'

const fileCount = 5

const [folder = '', side = '', kind = '', first = '', second = ''] = process.argv.slice(2)
if (side !== 'left' && side !== 'right') throw new Error('say which side')
const shape = side === 'left' ? 'aws-s3' : 'alibaba-oss'
if (kind === 'parquet') {
  await writeParquet(side === 'left' ? first : second)
} else {
  const objects = Number(first)
  const each = Math.ceil(objects / fileCount)
  const sorted = kind === 'sorted' ? sortedNumbers(objects, side) : undefined
  for (let file = 0; file < fileCount; file++) {
    const [start, end] = [file * each, Math.min(objects, (file + 1) * each)]
    const numbers = sorted?.subarray(start, end) ?? scattered(objects, start, end, side)
    await writeSideFile(`${folder}/data/${file}.csv.gz`, side, shape, numbers)
  }
}

/** In another order on each side. */
function* scattered(
  objects: number,
  start: number,
  end: number,
  which: string,
): Generator<number, void, undefined> {
  // Steps that share no factor with any round number of objects reach each number once.
  const step = BigInt(which === 'left' ? 1_000_003 : 7_368_787)
  for (let index = start; index < end; index++) {
    yield Number((BigInt(index) * step) % BigInt(objects))
  }
}

function sortedNumbers(objects: number, which: 'left' | 'right'): Uint32Array {
  const keys = Array.from({ length: objects }, (_, number) => rowOf(which, number)?.key ?? '')
  // None of the keys is beyond the basic plane, so the order of UTF-16 is that of the bytes.
  return Uint32Array.from(keys.keys()).toSorted((one, other) => {
    const [left = '', right = ''] = [keys[one], keys[other]]
    return left < right ? -1 : Number(left > right)
  })
}

async function writeParquet(csvFolder: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const text = (column: string, name: string) => `nullif(${column}, '') as ${name}`
  const flag = (column: string, name: string) => `${column} = 'true' as ${name}`
  const key = (column: string) => `url_decode(replace(${column}, '+', ' ')) as key`
  const columns =
    side === 'left'
      ? [
          text('column00', 'bucket'),
          key('column01'),
          text('column02', 'version_id'),
          flag('column03', 'is_latest'),
          flag('column04', 'is_delete_marker'),
          'column05::bigint as size',
          'column06::timestamp_ms as last_modified_date',
          text('column07', 'e_tag'),
          text('column08', 'storage_class'),
          flag('column09', 'is_multipart_uploaded'),
          text('column10', 'replication_status'),
          text('column11', 'encryption_status'),
          'null::timestamp_ms as object_lock_retain_until_date',
          text('column13', 'object_lock_mode'),
          text('column14', 'object_lock_legal_hold_status'),
          text('column15', 'intelligent_tiering_access_tier'),
          text('column16', 'bucket_key_status'),
          text('column17', 'checksum_algorithm'),
          text('column18', 'object_access_control_list'),
          text('column19', 'object_owner'),
        ]
      : [
          text('column0', 'bucket'),
          key('column1'),
          'column2::bigint as size',
          `case column3 when 'IA' then 'STANDARD_IA' when 'Archive' then 'GLACIER' when 'ColdArchive' then 'DEEP_ARCHIVE' else 'STANDARD' end as storage_class`,
          `strptime(column4, '%Y-%m-%dT%H-%M-%SZ')::timestamp_ms as last_modified_date`,
          'lower(column5) as e_tag',
          flag('column6', 'is_multipart_uploaded'),
          `'SSE-S3' as encryption_status`,
        ]
  for (const name of readdirSync(`${csvFolder}/data`)) {
    const target = `${folder}/data/${name.replace('.csv.gz', '.parquet')}`
    await connection.run(
      `copy (select ${columns.join(', ')} from read_csv('${csvFolder}/data/${name}', header = false, all_varchar = true)) to '${target}' (format parquet, compression snappy)`,
    )
  }
}
