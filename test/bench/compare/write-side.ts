import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

import { rowOf } from './side-row.ts'
import type { SideRow } from './side-row.ts'

/** How one side is written: as S3 does in 20 columns, or as OSS does in 8. */
export type SideShape = 'aws-s3' | 'alibaba-oss'

/** Columns as the manifest names them. */
export const sideSchema: Readonly<Record<SideShape, string>> = {
  'aws-s3':
    'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass, IsMultipartUploaded, ReplicationStatus, EncryptionStatus, ObjectLockRetainUntilDate, ObjectLockMode, ObjectLockLegalHoldStatus, IntelligentTieringAccessTier, BucketKeyStatus, ChecksumAlgorithm, ObjectAccessControlList, ObjectOwner',
  'alibaba-oss':
    'Bucket, Key, Size, StorageClass, LastModifiedDate, ETag, IsMultipartUploaded, EncryptionStatus, ObjectType',
}

/** Writes one data file of a side with the rows of these numbers, in their order, as CSV.gz. */
export async function writeSideFile(
  file: string,
  side: 'left' | 'right',
  shape: SideShape,
  numbers: Iterable<number>,
): Promise<void> {
  const line = shape === 'aws-s3' ? s3Line : ossLine
  function* lines() {
    let text = ''
    for (const number of numbers) {
      const row = rowOf(side, number)
      if (row !== undefined) text += line(row, number)
      if (text.length > 1 << 20) {
        yield text
        text = ''
      }
    }
    yield text
  }
  await pipeline(lines(), createGzip(), createWriteStream(file))
}

const s3Classes = ['STANDARD', 'STANDARD', 'STANDARD_IA', 'GLACIER', 'STANDARD', 'DEEP_ARCHIVE']
const ossClasses = ['Standard', 'Standard', 'IA', 'Archive', 'Standard', 'ColdArchive']
const owner = '8f1c0f6a6e8d4c1b9e7a5d3c2b1a0f9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a'

function s3Line(row: SideRow, number: number): string {
  const key = encodeURIComponent(row.key).replaceAll('%2F', '/').replaceAll('%20', '+')
  const time = new Date(row.lastModified).toISOString()
  return `"photos","${key}","${row.versionId}","true","false","${row.size}","${time}","${row.etag}","${s3Classes[row.storageClass] ?? ''}","${row.isMultipartUploaded}","${number % 2 === 0 ? 'COMPLETED' : ''}","SSE-S3","","","","","DISABLED","","e30K","${owner}"\n`
}

/** As the vendor's page shows it: the bucket stands without quotes, and the time has hyphens. */
function ossLine(row: SideRow): string {
  const time = `${new Date(row.lastModified).toISOString().slice(0, 19).replaceAll(':', '-')}Z`
  const type = row.isMultipartUploaded ? 'Multipart' : 'Normal'
  return `photos-cn,"${encodeURIComponent(row.key)}","${row.size}","${ossClasses[row.storageClass] ?? ''}","${time}","${row.etag.toUpperCase()}","${row.isMultipartUploaded}","false","${type}"\n`
}
