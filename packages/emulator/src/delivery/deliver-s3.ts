import { randomUUID } from 'node:crypto'

import type { Emulation } from '../emulation.ts'
import type { Bucket, StoredInventory } from '../world/world.ts'
import { writeDate } from '../xml/write-date.ts'
import { childOf, elementAt, textAt, textsOf } from '../xml/xml-element.ts'
import { checkS3Access } from './check-s3-access.ts'
import type { DeliveryOptions } from './delivery.ts'
import { findDestination } from './find-destination.ts'
import type { PreparedReport } from './put-report.ts'
import { reportEncryption } from './report-encryption.ts'
import { md5Of, writeReportFiles } from './report-files.ts'
import { s3Columns } from './s3-columns.ts'
import { s3Format } from './s3-formats.ts'
import { scan } from './scan.ts'
import { writeS3Manifest } from './write-s3-manifest.ts'

/** A report as S3 delivers it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html */
export async function prepareS3Report(
  emulation: Emulation,
  source: Bucket,
  { id, understood }: StoredInventory,
  options: DeliveryOptions,
): Promise<PreparedReport> {
  const settings = elementAt(understood, 'Destination', 'S3BucketDestination') ?? { name: '' }
  const at = (name: string): string | undefined => textAt(settings, name)
  const [arn, formatName = '', prefix] = ['Bucket', 'Format', 'Prefix'].map(at)
  const destination = findDestination(emulation, 's3', source, arn ?? '')
  const versions = textAt(understood, 'IncludedObjectVersions') === 'All' ? 'all' : 'current'
  // A scan is known by the minute in which it began.
  const time = Math.floor(emulation.now() / 60_000) * 60_000
  const rows = scan(source, { prefix: textAt(understood, 'Filter', 'Prefix') ?? '', versions })
  const format = s3Format(formatName, emulation.switches)
  const columns = s3Columns(textsOf(childOf(understood, 'OptionalFields'), 'Field'), versions)
  // Also behind a prefix that ends in a slash, which gives two.
  const root = `${prefix === undefined || prefix === '' ? '' : `${prefix}/`}${source.name}/${id}`
  const files = await writeReportFiles(rows, {
    ...options,
    ending: format.ending,
    write: (part) => format.write(columns, part, options),
    keyOf: (_index, ending) => `${root}/data/${randomUUID()}.${ending}`,
    fileForNothing: emulation.switches.s3EmptyReport === 'empty-file',
  })
  const singleSlash = emulation.switches.s3ManifestKeys === 'single-slash'
  const manifest = writeS3Manifest({
    sourceBucket: source.name,
    destinationBucket: arn ?? '',
    version: '2016-11-30',
    creationTimestamp: String(time),
    fileFormat: formatName,
    fileSchema: format.schema(columns),
    files: files.map(({ key, body }) => ({
      key: singleSlash ? key.replace('//', '/') : key,
      size: body.length,
      MD5checksum: md5Of(body),
    })),
  })
  const minute = writeDate(time).slice(0, 16).replace(':', '-')
  const folder = `${root}/${minute}Z`
  const links = files.map(({ key }) => `s3://${destination.name}/${key}`).join('\n')
  const objects = [
    ...files,
    // For Hive, which reads the data of one scan by it.
    { key: `${root}/hive/dt=${minute.replace('T', '-')}/symlink.txt`, body: Buffer.from(links) },
    { key: `${folder}/manifest.json`, body: manifest },
    // The last to arrive: it says that the report is there.
    { key: `${folder}/manifest.checksum`, body: Buffer.from(`${md5Of(manifest)}\n`) },
  ]
  const keys = objects.map(({ key }) => key)
  checkS3Access(emulation, source, destination, settings, keys)
  const headers = reportEncryption(emulation, source, destination, settings)
  return { destination, manifestKey: `${folder}/manifest.json`, objects, headers, time }
}
