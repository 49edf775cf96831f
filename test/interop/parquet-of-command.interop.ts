import { join } from 'node:path'

import type { ObjectRecord } from '@bucket-inventory/core'
import { expect, it } from 'vitest'
import * as z from 'zod'

import { startCliWorld } from '../end-to-end/cli-world.ts'
import { askPython } from './ask-python.ts'
import { writeFolderReports } from './folder-report.ts'
import type { InventoryRow } from './inventory-row.ts'
import { recordOf } from './inventory-row.ts'
import { inventoryRows } from './inventory-rows.ts'

const seed = 20_261_122

const fileSchema = z.object({
  schema: z.array(z.tuple([z.string(), z.string(), z.boolean()])),
  rows: z.array(z.unknown()),
  groups: z.int(),
})

/** What pyarrow finds in the file of Parquet that the command writes of a report of these rows. */
async function rewritten(
  rows: readonly InventoryRow[],
  format: 'orc' | 'parquet',
  flags: readonly string[] = [],
): Promise<z.infer<typeof fileSchema>> {
  const world = await startCliWorld()
  const style = { name: format, format, timestamps: {}, options: {} }
  const [report] = await writeFolderReports(world.folder, rows, [style])
  const argv = ['read', report?.folder ?? '', '--format', 'parquet', '--out', 'rows.parquet']
  expect(await world.run([...argv, ...flags])).toMatchObject({ code: 0, output: '' })
  const order = { operation: 'read', path: join(world.folder, 'rows.parquet') } as const
  return fileSchema.parse(await askPython('inventory_files.py', {}, order))
}

const types: Readonly<Record<string, string>> = {
  bucket: 'string',
  key: 'string',
  versionId: 'string',
  isLatest: 'bool',
  isDeleteMarker: 'bool',
  size: 'int64',
  lastModified: 'timestamp[ms, tz=UTC]',
  etag: 'string',
  storageClass: 'string',
  isMultipartUploaded: 'bool',
  'encryption.encrypted': 'bool',
  'encryption.type': 'string',
  replicationStatus: 'string',
  checksumAlgorithm: 'string',
  acl: 'string',
  owner: 'string',
  lifecycleExpiration: 'timestamp[ms, tz=UTC]',
  objectLockMode: 'string',
  objectLockRetainUntil: 'timestamp[ms, tz=UTC]',
  objectLockLegalHold: 'string',
  intelligentTieringTier: 'string',
  bucketKeyStatus: 'string',
  native: 'string',
}

/** A record as a row of these columns. */
function flat(record: ObjectRecord): object {
  const { versionId, storageClass, encryption, native } = record
  const values: Readonly<Record<string, unknown>> = {
    ...record,
    versionId: versionId === null ? 'null' : versionId,
    storageClass: storageClass?.name,
    'encryption.encrypted': encryption?.encrypted,
    'encryption.type': encryption?.type,
    native: native && JSON.stringify(native),
  }
  return Object.fromEntries(Object.keys(types).map((name) => [name, values[name] ?? null]))
}

it.each(['orc', 'parquet'] as const)(
  `what the command reads in %s is what pyarrow reads in the Parquet that it writes (seed ${seed})`,
  async (format) => {
    const rows = inventoryRows(seed, 120)
    const { schema, rows: found } = await rewritten(rows, format)
    expect(Object.fromEntries(schema.map(([name, type]) => [name, type]))).toStrictEqual(types)
    expect(found).toStrictEqual(rows.map((row) => flat(recordOf(row))))
  },
)

it('several row groups that the command writes are what pyarrow reads', async () => {
  const rows = Array.from({ length: 45_000 }, (_, index) => ({
    bucket: 'photos',
    key: `写真/${index % 7}/${index}`,
    size: index % 5 === 0 ? null : index * 7,
    last_modified_date: (index - 20_000) * 86_400_001,
  }))
  const flags = ['--fields', 'size,key,lastModified', '--min-size', '1000']
  const { schema, rows: found, groups } = await rewritten(rows, 'orc', flags)
  expect(groups).toBeGreaterThan(1)
  expect(schema).toStrictEqual([
    ['size', 'int64', true],
    ['key', 'string', true],
    ['lastModified', 'timestamp[ms, tz=UTC]', true],
  ])
  expect(found).toStrictEqual(
    rows
      .filter(({ size }) => size !== null && size >= 1000)
      .map(({ key, size, last_modified_date: lastModified }) => ({ key, size, lastModified })),
  )
})

it('a file of no rows that the command writes has its columns for pyarrow', async () => {
  const flags = ['--fields', 'key,size,storageClass', '--prefix', 'nothing']
  expect(await rewritten(inventoryRows(seed, 4), 'parquet', flags)).toMatchObject({
    schema: [
      ['key', 'string', true],
      ['size', 'int64', true],
      ['storageClass', 'string', true],
    ],
    rows: [],
  })
})
