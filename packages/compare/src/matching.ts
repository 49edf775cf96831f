import type {
  InventoryFilter,
  ObjectRecord,
  RecordField,
  RequestOptions,
} from '@bucket-inventory/core'
import type { ReadProgress, ReportReader } from '@bucket-inventory/reports'

import type { ChecksumRecord } from './checksum-record.ts'
import type { KeyRewrite } from './compare-options.ts'
import type { EtagKind } from './evidence-facts.ts'
import type { MatchBatch } from './match-batch.ts'

/** Columns of few values, which many rows share: each distinct combination is kept once. */
export type RecordAttributes = Partial<
  Omit<ObjectRecord, 'key' | 'versionId' | 'size' | 'lastModified' | 'etag' | 'checksum'>
>

/** One report, as it is to be matched. */
export interface MatchedReport {
  readonly report: ReportReader
  /** Only rows that match. */
  readonly where?: InventoryFilter
  /** Only keys that it takes, as this side has them; those that are no UTF-8 are asked for with U+FFFD. */
  readonly takesKey?: (key: string) => boolean
  /**
   * Of the left side only. A prefix is told by its bytes; a regular expression is for keys of UTF-8, and others stay as they
   * are.
   */
  readonly rewriteKey?: KeyRewrite
  /** What an ETag of 32 hexadecimal digits is of; asked once for each combination. */
  readonly etagKind: (attributes: RecordAttributes) => EtagKind
  /**
   * What is of a version counts only for rows that are known to be of it; of keys that the left side does not have, nothing
   * counts.
   */
  readonly checksums?: AsyncIterable<ChecksumRecord>
}

export interface MatchOptions extends RequestOptions {
  /**
   * By key: the latest versions that are no delete markers, without their version ids. By version: all. Of the versions of a key
   * those of equal checksums are pairs, then those of equal ETag and size, then those of equal size, then the oldest with the
   * oldest, as a copy that lags behind lacks the newest; delete markers are pairs of delete markers only.
   */
  readonly match: 'key' | 'version'
  /** Columns that are compared besides content, and so are among the attributes. */
  readonly metadata: readonly RecordField[]
  /** Bytes of the rows that are kept at a time. A process that reads two reports takes some 200 MiB besides. */
  readonly memory: number
  /** An existing folder that is the caller's to remove. */
  readonly spillTo: () => Promise<string>
  /** Delimiters (`/`) in the prefixes that are counted. */
  readonly depth: number
  readonly onProgress?: (progress: ReadProgress & { readonly side: 'left' | 'right' }) => void
  /** Default: random. Which keys meet in the tables, never what is found. */
  readonly seed?: number
}

/** What came to light besides the pairs; complete when the batches have ended. */
export interface MatchStatistics {
  /** Known with the first batch. */
  readonly method: 'merge' | 'table' | 'partitions'
  readonly left: SideStatistics
  readonly right: SideStatistics
  /** Bytes written to disk. */
  readonly spilled: number
}

export interface SideStatistics {
  /** Rows that were matched. */
  readonly rows: number
  /** Rows that were left out: filtered, of other versions, delete markers. */
  readonly skipped: number
  /**
   * Rows whose key was there before, and the first of those keys. Of rows that only the right side has, some hundred thousand are
   * remembered by their hashes: beyond, the same key is not noticed.
   */
  readonly duplicates: number
  readonly duplicateKeys: readonly string[]
  /** Escapes in keys that are none. */
  readonly malformedEscapes: number
}

/** The rows of both sides, matched. */
export interface Matching {
  /** Once. If it rejects with {@link NotSorted} nothing that it gave holds, and matching begins anew without merging. */
  batches(): AsyncIterable<MatchBatch>
  /** Whether the batches come in the order of the list; else runs are to be merged. Known with the first batch. */
  readonly ordered: boolean
  /** By number; they grow while it goes on. */
  readonly prefixes: readonly string[]
  readonly attributes: readonly RecordAttributes[]
  readonly statistics: MatchStatistics
}

/** A side proved not to be sorted after some of it had been merged. */
export class NotSorted extends Error {
  override readonly name = 'NotSorted'
}
