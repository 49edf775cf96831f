import { randomUUID } from 'node:crypto'

import type { Emulation } from '../emulation.ts'
import type { Bucket, StoredInventory } from '../world/world.ts'
import { childOf, textAt, textsOf } from '../xml/xml-element.ts'
import { checkOssRole } from './check-oss-role.ts'
import { DeliveryRefusal } from './delivery.ts'
import type { DeliveryOptions } from './delivery.ts'
import { ossColumns } from './oss-columns.ts'
import { ossDestination } from './oss-destination.ts'
import { ossFilter } from './oss-filter.ts'
import { hyphenTime, ossStyle } from './oss-style.ts'
import type { PreparedReport } from './put-report.ts'
import { md5Of, writeReportFiles } from './report-files.ts'
import { namedInSchema } from './report-format.ts'
import { scan } from './scan.ts'
import { compressedCsv } from './write-csv.ts'

/** A report as OSS delivers it. https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory */
export async function prepareOssReport(
  emulation: Emulation,
  source: Bucket,
  inventory: StoredInventory,
  options: DeliveryOptions,
): Promise<PreparedReport> {
  const { understood } = inventory
  const { bucket, settings, root, format, headers } = ossDestination(emulation, source, inventory)
  const versions = textAt(understood, 'IncludedObjectVersions') === 'All' ? 'all' : 'current'
  const filter = childOf(understood, 'Filter') ?? { name: '' }
  const time = emulation.now()
  const prefix = textAt(filter, 'Prefix') ?? ''
  const rows = scan(source, {
    prefix,
    versions,
    isListed: ossFilter(filter),
  })
  if (rows.length === 0)
    throw new DeliveryRefusal('no object matches, and OSS writes no report without rows')
  const columns = ossColumns(textsOf(childOf(understood, 'OptionalFields'), 'Field'), versions)
  const name = randomUUID()
  const files = await writeReportFiles(rows, {
    ...options,
    ending: 'csv.gz',
    write: (part) => compressedCsv(columns, part, ossStyle),
    keyOf: (index, ending) => `${root}/data/${name}${index === 0 ? '' : `-${index}`}.${ending}`,
  })
  const manifest = JSON.stringify({
    creationTimestamp: String(Math.floor(time / 1000)),
    destinationBucket: bucket.name,
    fileFormat: format,
    fileSchema: namedInSchema(columns),
    files: files.map(({ key, body }) => ({
      MD5checksum: md5Of(body).toUpperCase(),
      key,
      size: body.length,
    })),
    sourceBucket: source.name,
    version: '2019-09-01',
  })
  const folder = `${root}/${hyphenTime(time).slice(0, 16)}Z`
  const checksum = md5Of(Buffer.from(manifest)).toUpperCase()
  const objects = [
    ...files,
    { key: `${folder}/manifest.checksum`, body: Buffer.from(checksum) },
    // The last to arrive: it says that the report is there.
    { key: `${folder}/manifest.json`, body: Buffer.from(manifest) },
  ]
  const keys = objects.map(({ key }) => key)
  checkOssRole(emulation, { source, destination: bucket, settings, prefix, keys })
  return { destination: bucket, manifestKey: `${folder}/manifest.json`, objects, headers, time }
}
