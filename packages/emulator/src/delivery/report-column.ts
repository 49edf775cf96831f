import type { Bucket, ObjectVersion } from '../world/world.ts'

/** A version of an object, or a delete marker, as the scan found it. */
export interface ScannedVersion {
  readonly bucket: Bucket
  readonly version: ObjectVersion
  readonly isLatest: boolean
}

/** A column of a report. */
export interface ReportColumn<Row = ScannedVersion> {
  /** As the schema of a CSV report spells it. */
  readonly name: string
  /** `key`: text that CSV encodes. `instant`: milliseconds. */
  readonly type: 'text' | 'key' | 'boolean' | 'integer' | 'instant'
  /** `undefined`: the service gives no value. */
  readonly read: (row: Row) => string | number | boolean | undefined
}

/** A column whose value no delete marker has. */
export function ofObjects(column: ReportColumn): ReportColumn {
  return {
    ...column,
    read: (scanned) => (scanned.version.deleteMarker ? undefined : column.read(scanned)),
  }
}
