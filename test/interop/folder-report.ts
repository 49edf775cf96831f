import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { folderReportStore } from '@bucket-inventory/reports'
import type { OpenableReport } from '@bucket-inventory/reports'
import * as z from 'zod'

import { md5Of } from '../laws/memory-report.ts'
import { askPython } from './ask-python.ts'
import type { PyarrowStyle } from './inventory-files.ts'
import { inventoryColumns } from './inventory-row.ts'
import type { InventoryRow } from './inventory-row.ts'

const manifestKey = 'photos/daily/2026-11-20T01-00Z/manifest.json'

/** A report in a folder of its own. */
export interface FolderReport extends OpenableReport {
  readonly folder: string
  /** Of its style. */
  readonly name: string
  /** How many stripes or row groups its files have. */
  readonly parts: readonly number[]
}

/** Has pyarrow write the same rows in each of the styles, in two files each, and makes them reports of S3. */
export async function writeFolderReports(
  parent: string,
  rows: readonly InventoryRow[],
  styles: readonly PyarrowStyle[],
): Promise<readonly FolderReport[]> {
  const cut = Math.floor(rows.length * 0.6)
  const reports = styles.map((style, index) => ({ style, folder: join(parent, String(index)) }))
  const filesOf = ({ format }: PyarrowStyle) => [
    { key: `photos/daily/data/a.${format}`, rows: [0, cut] as const },
    { key: `photos/daily/data/b.${format}`, rows: [cut, rows.length] as const },
  ]
  for (const { folder } of reports) {
    await mkdir(join(folder, 'photos/daily/data'), { recursive: true })
  }
  const files = reports.flatMap(({ style, folder }) =>
    filesOf(style).map(({ key, rows }) => ({ ...style, path: join(folder, key), rows })),
  )
  const order = { operation: 'write', columns: inventoryColumns, rows, files } as const
  const parts = z.array(z.int()).parse(await askPython('inventory_files.py', {}, order))
  for (const { style, folder } of reports) await writeManifest(folder, style.format, filesOf(style))
  return reports.map(({ folder, style: { name } }, index) => ({
    name,
    folder,
    store: folderReportStore(folder),
    manifestKey,
    parts: parts.slice(index * 2, index * 2 + 2),
  }))
}

async function writeManifest(
  folder: string,
  format: PyarrowStyle['format'],
  files: readonly { readonly key: string; readonly rows: readonly [number, number] }[],
): Promise<void> {
  const entries = files.map(async ({ key, rows: [start, end] }) => {
    const bytes = await readFile(join(folder, key))
    return { key, size: bytes.length, MD5checksum: md5Of(bytes), inventoriedRecord: end - start }
  })
  const manifest = JSON.stringify({
    sourceBucket: 'photos',
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    creationTimestamp: String(Date.parse('2026-11-20T01:00:00Z')),
    fileFormat: { orc: 'ORC', parquet: 'Parquet' }[format],
    fileSchema: schemaOf(format),
    files: await Promise.all(entries),
  })
  const path = join(folder, manifestKey)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, manifest)
  await writeFile(path.replace('.json', '.checksum'), `${md5Of(Buffer.from(manifest))}\n`)
}

function schemaOf(format: PyarrowStyle['format']): string {
  if (format === 'orc') {
    return `struct<${inventoryColumns.map(([name, type]) => `${name}:${type}`).join(',')}>`
  }
  // As seen, but that nothing is required: a manifest is read for its names.
  const statements = inventoryColumns.map(([name, type]) => {
    const [physical, logical] = parquetTypes[type] ?? ['binary', ' (STRING)']
    return `  optional ${physical} ${name}${logical};`
  })
  return `message s3.inventory {${statements.join('')}}`
}

const parquetTypes: Readonly<Record<string, readonly [string, string]>> = {
  boolean: ['boolean', ''],
  bigint: ['int64', ''],
  timestamp: ['int64', ' (TIMESTAMP(MILLIS,true))'],
}
