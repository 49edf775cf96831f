import { randomUUID } from 'node:crypto'

import type { Emulation } from '../emulation.ts'
import { ossObjects } from '../oss/oss-objects.ts'
import type { Bucket, StoredInventory } from '../world/world.ts'
import { writeDate } from '../xml/write-date.ts'
import { childOf, elementAt, textAt, textsOf } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { DeliveryRefusal } from './delivery.ts'
import type { DeliveryOptions } from './delivery.ts'
import { checkOssAccess, findDestination } from './may-deliver.ts'
import { ossColumns } from './oss-columns.ts'
import { ossFilter } from './oss-filter.ts'
import type { PreparedReport } from './put-report.ts'
import { md5Of, writeReportFiles } from './report-files.ts'
import { namedInSchema } from './report-format.ts'
import type { ReportFormat } from './report-format.ts'
import { scan } from './scan.ts'
import { writeCsv } from './write-csv.ts'
import type { CsvStyle } from './write-csv.ts'

const style: CsvStyle = {
  encodeKey: ossObjects.encodeKey,
  writeInstant: (milliseconds) => `${hyphenated(milliseconds)}Z`,
  quotesFirst: false,
}

/** The only one that OSS has. */
const csv: ReportFormat = {
  ending: 'csv.gz',
  schema: namedInSchema,
  write: (columns, rows) => writeCsv(columns, rows, style),
}

/** A report as OSS delivers it. https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory */
export async function prepareOssReport(
  emulation: Emulation,
  source: Bucket,
  { id, understood }: StoredInventory,
  options: DeliveryOptions,
): Promise<PreparedReport> {
  const settings = elementAt(understood, 'Destination', 'OSSBucketDestination') ?? { name: '' }
  const destination = findDestination(emulation, 'oss', source, textAt(settings, 'Bucket') ?? '')
  checkOssAccess(emulation, source, destination, settings)
  const versions = textAt(understood, 'IncludedObjectVersions') === 'All' ? 'all' : 'current'
  const filter = childOf(understood, 'Filter') ?? { name: '' }
  const time = emulation.now()
  const rows = scan(source, {
    prefix: textAt(filter, 'Prefix') ?? '',
    versions,
    isListed: ossFilter(filter),
  })
  if (rows.length === 0)
    throw new DeliveryRefusal('no object matches, and OSS writes no report without rows')
  const columns = ossColumns(textsOf(childOf(understood, 'OptionalFields'), 'Field'), versions)
  const root = `${folderOf(textAt(settings, 'Prefix') ?? '', emulation)}${source.name}/${id}`
  const name = randomUUID()
  const files = await writeReportFiles(rows, {
    ...options,
    format: csv,
    columns,
    keyOf: (index, ending) => `${root}/data/${name}${index === 0 ? '' : `-${index}`}.${ending}`,
  })
  const manifest = JSON.stringify({
    creationTimestamp: String(Math.floor(time / 1000)),
    destinationBucket: destination.name,
    fileFormat: textAt(settings, 'Format'),
    fileSchema: csv.schema(columns),
    files: files.map(({ key, body }) => ({
      MD5checksum: md5Of(body).toUpperCase(),
      key,
      size: body.length,
    })),
    sourceBucket: source.name,
    version: '2019-09-01',
  })
  const folder = `${root}/${hyphenated(time).slice(0, 16)}Z`
  const checksum = md5Of(Buffer.from(manifest)).toUpperCase()
  const objects = [
    ...files,
    { key: `${folder}/manifest.checksum`, body: Buffer.from(checksum) },
    // The last to arrive: it says that the report is there.
    { key: `${folder}/manifest.json`, body: Buffer.from(manifest) },
  ]
  const headers = encryptionHeaders(settings)
  return { destination, manifestKey: `${folder}/manifest.json`, objects, headers }
}

/** `2025-05-17T16-00-59`, in UTC. */
function hyphenated(milliseconds: number): string {
  return writeDate(milliseconds).slice(0, 19).replaceAll(':', '-')
}

function folderOf(prefix: string, { switches }: Emulation): string {
  if (prefix === '') return ''
  const single = prefix.endsWith('/') && switches.ossPrefixSlash === 'joined'
  return single ? prefix : `${prefix}/`
}

function encryptionHeaders(settings: XmlElement): Readonly<Record<string, string>> {
  const encryption = 'x-oss-server-side-encryption'
  if (elementAt(settings, 'Encryption', 'SSE-OSS') !== undefined) return { [encryption]: 'AES256' }
  if (elementAt(settings, 'Encryption', 'SSE-KMS') === undefined) return {}
  const key = textAt(settings, 'Encryption', 'SSE-KMS', 'KeyId') ?? ''
  return {
    [encryption]: 'KMS',
    ...(key === '' ? {} : { [`${encryption}-key-id`]: key }),
  }
}
