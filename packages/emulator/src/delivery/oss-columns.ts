import { ossObjects } from '../oss/oss-objects.ts'
import { ofObjects } from './report-column.ts'
import type { ReportColumn } from './report-column.ts'

/** The columns of an OSS report: those that are always there, and the fields in the order in which they were asked for. */
export function ossColumns(
  fields: readonly string[],
  versions: 'all' | 'current',
): readonly ReportColumn[] {
  return [
    { name: 'Bucket', type: 'text', read: ({ bucket }) => bucket.name },
    { name: 'Key', type: 'key', read: ({ version }) => version.key },
    ...(versions === 'all' ? versionColumns : []),
    ...fields.map(
      (field): ReportColumn =>
        optionalOssColumns.get(field) ?? { name: field, type: 'text', read: () => undefined },
    ),
  ]
}

const versionColumns: readonly ReportColumn[] = [
  {
    name: 'VersionId',
    type: 'text',
    // Empty where the bucket never had versions; elsewhere nobody documents the null version.
    read: ({ bucket, version }) => (bucket.versioning === 'never' ? undefined : version.versionId),
  },
  { name: 'IsLatest', type: 'boolean', read: ({ isLatest }) => isLatest },
  { name: 'IsDeleteMarker', type: 'boolean', read: ({ version }) => version.deleteMarker },
]

/** By the name that a configuration has for it. */
export const optionalOssColumns: ReadonlyMap<string, ReportColumn> = new Map(
  Object.entries({
    Size: { name: 'Size', type: 'integer', read: ({ version }) => version.size },
    LastModifiedDate: {
      name: 'LastModifiedDate',
      type: 'instant',
      read: ({ version }) => version.lastModified,
    },
    ETag: { name: 'ETag', type: 'text', read: ({ version }) => version.etag },
    StorageClass: {
      name: 'StorageClass',
      type: 'text',
      read: ({ version }) => version.storageClass,
    },
    IsMultipartUploaded: {
      name: 'IsMultipartUploaded',
      type: 'boolean',
      read: ({ version }) => version.parts > 0,
    },
    EncryptionStatus: {
      name: 'EncryptionStatus',
      type: 'boolean',
      read: ({ version }) => version.headers['x-oss-server-side-encryption'] !== undefined,
    },
    ObjectAcl: { name: 'ObjectAcl', type: 'text', read: () => 'default' },
    TaggingCount: {
      name: 'TaggingCount',
      type: 'integer',
      read: ({ version }) => version.tags?.length ?? 0,
    },
    ObjectType: {
      name: 'ObjectType',
      type: 'text',
      read: ({ version }) => ossObjects.typeOf(version),
    },
    // A manifest spells it so, whatever was asked for.
    Crc64: {
      name: 'CRC64',
      type: 'text',
      read: ({ version }) => version.headers['x-oss-hash-crc64ecma'],
    },
    TransitionTime: { name: 'TransitionTime', type: 'instant', read: () => undefined },
    // Nothing was read since access tracking began.
    LastAccessDate: { name: 'LastAccessDate', type: 'text', read: () => 'null' },
    LastAccessTimestamp: { name: 'LastAccessTimestamp', type: 'text', read: () => 'null' },
  } satisfies Record<string, ReportColumn>).map(([field, column]) => [
    field,
    field === 'LastModifiedDate' ? column : ofObjects(column),
  ]),
)
