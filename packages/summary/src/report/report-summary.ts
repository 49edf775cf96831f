import type { ProviderName, RecordField, StorageTier } from '@bucket-inventory/core'
import type { ReadOptions } from '@bucket-inventory/reports'

/** Objects and their bytes. Every stored version counts as an object; a delete marker does not. */
export interface Counted {
  readonly objects: number
  /** Absent: the report does not list sizes. An object without a size adds nothing. */
  readonly bytes?: number
}

/** What a report comes to. Plain data: what the report has no column for is absent, never zero. */
export interface ReportSummary extends Counted {
  readonly bucket: string
  readonly provider: ProviderName
  /** Start of the scan, epoch milliseconds. */
  readonly time: number
  /** What ages count to, epoch milliseconds. */
  readonly asOf: number
  /** Only rows that match were summed up. Absent: all. */
  readonly where?: ReadOptions['where']
  /** Columns that the report lacks, and that would have said more. */
  readonly missing: readonly RecordField[]
  readonly prefixes: PrefixSummary
  /** Hottest tier first, then by bytes. */
  readonly storageClasses?: readonly StorageClassCounts[]
  /** Youngest first; always the same spans, then `unknown` where a row has no time. */
  readonly ages?: readonly AgeCounts[]
  /** Smallest first; always the same spans, then `unknown` where a row has no size. */
  readonly sizes?: readonly SizeCounts[]
  /** Largest first. */
  readonly encryption?: readonly EncryptionCounts[]
  readonly versions?: VersionCounts
  readonly uploads?: UploadCounts
  /** Largest first; of equal ones, those that came first. */
  readonly largest?: readonly LargeObject[]
  /** Absent: not asked for, or the report has no evidence of content. */
  readonly duplicates?: DuplicateSummary
}

export interface PrefixSummary {
  /** Delimiters (`/`) in the longest prefixes. */
  readonly depth: number
  /** All objects: the empty prefix. */
  readonly root: PrefixCounts
}

/** Everything below a prefix. */
export interface PrefixCounts extends Counted {
  /** Ends with `/`, but for the empty one. What is no UTF-8 reads as U+FFFD. */
  readonly prefix: string
  /**
   * There may be more below it: it was set aside among the `others` of the prefix above before it turned out to be large.
   * Absent: the counts are exact.
   */
  readonly atLeast?: true
  /** Largest first. Absent: none, or not counted at this depth. */
  readonly children?: readonly PrefixCounts[]
  /** Smaller prefixes that are not listed one by one. */
  readonly others?: LumpedPrefixes
}

export interface LumpedPrefixes extends Counted {
  /** How many; at most, where a listed one has `atLeast`. */
  readonly prefixes: number
}

export interface StorageClassCounts extends Counted {
  /** The provider's own word. Absent: the rows name no class. */
  readonly native?: string
  /** Neutral, or qualified; `unknown` where the rows name no class. */
  readonly name: string
  readonly tier: StorageTier
  /** In the order of the summary's `ages`. Absent: the report lists no times. */
  readonly ages?: readonly Counted[]
}

export interface AgeCounts extends Counted {
  /** In words, such as `30 to 90 days`. */
  readonly age: string
  /** Days, inclusive. Absent of `unknown`. */
  readonly from?: number
  /** Days, exclusive. Absent: no end. */
  readonly below?: number
}

export interface SizeCounts extends Counted {
  /** In words, such as `4 to 16 KiB`. */
  readonly size: string
  /** Bytes, inclusive. Absent of `unknown`. */
  readonly from?: number
  /** Bytes, exclusive. Absent: no end. */
  readonly below?: number
}

export interface EncryptionCounts extends Counted {
  /** `unknown`: the rows do not say. */
  readonly status: 'encrypted' | 'not-encrypted' | 'unknown'
  /** As the provider names it. Absent: it does not say how, or there is none. */
  readonly type?: string
}

export interface VersionCounts {
  readonly current: Counted
  readonly noncurrent: Counted
  /** Versions of which the report does not say whether they are current. Absent: none. */
  readonly unknown?: Counted
  /** Not among the objects. Absent: the report does not tell them. */
  readonly deleteMarkers?: number
  /** Versions written while versioning was off, delete markers aside. Absent: the report lists no ids. */
  readonly nullVersions?: number
}

export interface UploadCounts {
  readonly multipart: Counted
  readonly single: Counted
  /** Absent: none. */
  readonly unknown?: Counted
}

export interface LargeObject {
  /** What is no UTF-8 reads as U+FFFD. */
  readonly key: string
  readonly size: number
  /** `null` is the null version. Absent: the report lists no ids. */
  readonly versionId?: string | null
  /** Epoch milliseconds. */
  readonly lastModified?: number
  /** The provider's own word. */
  readonly storageClass?: string
}

/**
 * Objects with the same content, stored more than once. Empty objects are left out, as are those below `from`: within that
 * the counts are exact.
 */
export interface DuplicateSummary {
  /** Bytes: smaller objects were not looked at, as there were more than fit the memory. 1: all were. */
  readonly from: number
  /** The same by an MD5 or a checksum of the whole content, and the size. */
  readonly proven: DuplicateCounts
  /** The same by the ETag of an upload in parts, and the size. */
  readonly likely: DuplicateCounts
  /** Objects that have nothing to recognise their content by. */
  readonly incomparable: Counted
  /** By bytes that could be saved. */
  readonly largest: readonly DuplicateGroup[]
}

export interface DuplicateCounts {
  /** Different contents that are there more than once. */
  readonly groups: number
  /** In all those groups. */
  readonly objects: number
  /** Bytes beyond the first of each group: what could be saved. */
  readonly surplus: number
}

export interface DuplicateGroup {
  readonly evidence: 'proven' | 'likely'
  /** What the objects have in common: an ETag, in lower case, or a checksum. */
  readonly etag?: string
  readonly checksum?: string
  /** Of each, bytes. */
  readonly size: number
  readonly objects: number
  readonly surplus: number
}
