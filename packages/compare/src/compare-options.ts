import type {
  InventoryConfiguration,
  InventoryFilter,
  RecordField,
  RequestOptions,
} from '@bucket-inventory/core'
import type { ReadProgress, ReportReader } from '@bucket-inventory/reports'

import type { ChecksumRecord } from './checksum-record.ts'
import type { ComparedSide } from './compared-object.ts'
import type { StorageClassTable } from './storage-class-equality.ts'

/** How a key of the left side becomes one of the right. Keys that do not begin so, or do not match, stay as they are. */
export type KeyRewrite =
  | { readonly from: string; readonly to: string }
  | { readonly pattern: RegExp; readonly replacement: string }

/** A report and what is known of it. */
export interface ComparedReport {
  readonly report: ReportReader
  /** What the report was made by: its filter, of which the residual is applied, and its versions. Default: not known. */
  readonly configuration?: InventoryConfiguration
  /** How this side is called, such as `s3://photos#daily`. Default: the bucket's name. */
  readonly name?: string
  /** Whether a newer report should be there by now. Default: false. */
  readonly overdue?: boolean
  /** Checksums of its objects that the report does not have. */
  readonly checksums?: AsyncIterable<ChecksumRecord>
}

/** Looks at an object once, now: what is there, or `undefined`. `versionId`: of this version. */
export type ConfirmObject = (
  side: 'left' | 'right',
  object: Pick<ComparedSide, 'key' | 'keyBytes' | 'versionId'>,
  options: RequestOptions,
) => Promise<ComparedSide | undefined>

export interface CompareOptions extends RequestOptions {
  /** What settles that objects are the same: evidence of their content, or their size where there is none. Default: `checksum`. */
  readonly trust?: 'checksum' | 'size'
  /** Default: `key`. */
  readonly match?: 'key' | 'version'
  readonly rewriteKey?: KeyRewrite
  /** Only what matches, on both sides; a prefix is of the keys as the right side has them. */
  readonly where?: InventoryFilter
  /** Only keys that one of these matches, and none of `exclude`, as the right side has them. */
  readonly include?: readonly RegExp[]
  readonly exclude?: readonly RegExp[]
  /** What to do with configurations that list different things. Default: `refuse`. */
  readonly scope?: 'refuse' | 'intersect'
  /** Compare a report though a newer one should be there. Default: false. */
  readonly allowOverdue?: boolean
  /** Differences of objects that changed so shortly before the scan are in flight. Milliseconds. Default: 15 minutes. */
  readonly margin?: number
  /** `both`: the right side is written to by others too, so its times excuse as well. Default: `left`. */
  readonly live?: 'left' | 'both'
  /** Compared besides content. Default: none. */
  readonly metadata?: readonly RecordField[]
  /** Overrides of how storage classes compare. */
  readonly storageClasses?: StorageClassTable
  /** Bytes. Default: 1 GiB. */
  readonly memory?: number
  /** Folder in which a folder for what does not fit is made, and removed whatever happens. Default: the system's. */
  readonly spillTo?: string
  /** Looks at an object before it is called missing, extra or different. */
  readonly confirm?: ConfirmObject
  /** Objects that are looked at, at most. Default: 10,000. */
  readonly confirmLimit?: number
  /** What the iteration lists: all objects, or all but those that are the same. Default: `all`. */
  readonly list?: 'all' | 'differences'
  /** Delimiters (`/`) in the prefixes that the summary counts by. Default: 1. */
  readonly depth?: number
  readonly onProgress?: (progress: ReadProgress & { readonly side: 'left' | 'right' }) => void
}
