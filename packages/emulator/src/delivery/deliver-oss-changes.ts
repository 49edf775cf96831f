import { randomUUID } from 'node:crypto'

import type { Emulation } from '../emulation.ts'
import type { Bucket, StoredInventory } from '../world/world.ts'
import { elementAt, textAt, textsOf } from '../xml/xml-element.ts'
import type { ChangeWindow } from './change-windows.ts'
import { checkOssRole } from './check-oss-role.ts'
import type { DeliveryOptions } from './delivery.ts'
import { ossChangeColumns } from './oss-change-columns.ts'
import { ossDestination } from './oss-destination.ts'
import { hyphenTime, ossStyle } from './oss-style.ts'
import type { PreparedReport } from './put-report.ts'
import { md5Of, writeReportFiles } from './report-files.ts'
import { namedInSchema } from './report-format.ts'
import { writeCsv } from './write-csv.ts'

/** The changes of a window as OSS delivers them. https://help.aliyun.com/zh/oss/user-guide/bucket-inventory */
export async function prepareOssChanges(
  emulation: Emulation,
  source: Bucket,
  inventory: StoredInventory,
  { start, end, changes }: ChangeWindow,
  options: DeliveryOptions,
): Promise<PreparedReport> {
  const { bucket, settings, root, headers } = ossDestination(emulation, source, inventory)
  const asked = elementAt(inventory.understood, 'IncrementalInventory', 'OptionalFields')
  const versions =
    textAt(inventory.understood, 'IncludedObjectVersions') === 'All' ? 'all' : 'current'
  const columns = ossChangeColumns(textsOf(asked, 'Field'), versions)
  const style = { ...ossStyle, missing: emulation.switches.ossChangeGaps === 'null' ? 'null' : '' }
  const stamp = hyphenTime(start)
  // 2025-09-28T07-4000Z: before the seconds there is no hyphen.
  const folder = `${root}/incremental_inventory/${stamp.slice(0, 16)}${stamp.slice(17)}Z`
  const name = randomUUID()
  const files = await writeReportFiles(
    changes.map((change) => ({ bucket: source, change })),
    {
      ...options,
      ending: 'csv',
      write: async (part) => Buffer.from(writeCsv(columns, part, style)),
      keyOf: (index, ending) => `${folder}/data/${name}_${index}.${ending}`,
    },
  )
  const manifest = JSON.stringify({
    startTimestamp: String(start / 1000),
    endTimestamp: String(end / 1000),
    destinationBucket: bucket.name,
    fileFormat: 'CSV',
    fileSchema: namedInSchema(columns),
    files: files.map(({ key, body }) => ({
      MD5checksum: md5Of(body).toUpperCase(),
      key,
      size: body.length,
    })),
    sourceBucket: source.name,
    version: '2025-09-30',
  })
  const manifestKey = `${folder}/manifest.json`
  const objects = [...files, { key: manifestKey, body: Buffer.from(manifest) }]
  const prefix = textAt(inventory.understood, 'Filter', 'Prefix') ?? ''
  const keys = objects.map(({ key }) => key)
  checkOssRole(emulation, { source, destination: bucket, settings, prefix, keys })
  return { destination: bucket, manifestKey, objects, headers, time: start }
}
