import type { Bucket, ObjectChange } from '../world/world.ts'
import { optionalOssColumns } from './oss-columns.ts'
import type { ReportColumn } from './report-column.ts'

/** A change, as a row of a delivery. */
export interface ListedChange {
  readonly bucket: Bucket
  readonly change: ObjectChange
}

/**
 * The columns of a delivery of changes: those that are always there, of all versions two more, and the fields in the order in
 * which they were asked for.
 */
export function ossChangeColumns(
  fields: readonly string[],
  versions: 'all' | 'current',
): readonly ReportColumn<ListedChange>[] {
  return [
    { name: 'Bucket', type: 'text', read: ({ bucket }) => bucket.name },
    { name: 'Key', type: 'key', read: ({ change }) => change.key },
    ...(versions === 'all' ? versionColumns : []),
    ...fields.map(
      (field): ReportColumn<ListedChange> =>
        eventColumns.get(field) ??
        objectColumn(field) ?? { name: field, type: 'text', read: () => undefined },
    ),
  ]
}

const versionColumns: readonly ReportColumn<ListedChange>[] = [
  {
    name: 'VersionId',
    type: 'text',
    read: ({ bucket, change }) => (bucket.versioning === 'never' ? undefined : change.versionId),
  },
  { name: 'IsDeleteMarker', type: 'boolean', read: ({ change }) => change.version?.deleteMarker },
]

/** What is told of the event. Of what was deleted for good nobody hears whose doing it was. */
const eventColumns: ReadonlyMap<string, ReportColumn<ListedChange>> = new Map(
  Object.entries({
    SequenceNumber: {
      name: 'SequenceNumber',
      type: 'text',
      // All of one length, so that their texts sort as they do.
      read: ({ change }) => String(change.sequence).padStart(20, '0'),
    },
    RecordType: { name: 'RecordType', type: 'text', read: ({ change }) => change.type },
    RecordTimestamp: {
      name: 'RecordTimestamp',
      type: 'text',
      read: ({ change }) =>
        new Date(change.origin.at).toISOString().replace('T', ' ').replace('Z', ''),
    },
    Requester: {
      name: 'Requester',
      type: 'text',
      read: ({ change }) => whileThere(change, change.origin.requester),
    },
    RequestId: {
      name: 'RequestId',
      type: 'text',
      read: ({ change }) => whileThere(change, change.origin.requestId),
    },
    SourceIp: {
      name: 'SourceIp',
      type: 'text',
      read: ({ change }) => whileThere(change, change.origin.sourceIp),
    },
  } satisfies Record<string, ReportColumn<ListedChange>>),
)

function whileThere<Value>({ version }: ObjectChange, value: Value): Value | undefined {
  return version === undefined ? undefined : value
}

/** What is told of the version or the delete marker that came to be, as in a report. */
function objectColumn(field: string): ReportColumn<ListedChange> | undefined {
  const column = optionalOssColumns.get(field)
  if (column === undefined) return undefined
  const { name, type, read } = column
  return {
    name,
    type,
    read: ({ bucket, change: { version } }) =>
      version === undefined ? undefined : read({ bucket, version, isLatest: true }),
  }
}
