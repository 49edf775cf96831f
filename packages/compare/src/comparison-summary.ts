import type { ComparisonVerdict } from './compared-object.ts'
import type { CannotTellReason, EvidenceRuleName } from './evidence-rules.ts'
import type { MatchStatistics } from './matching.ts'

/** How many objects and bytes. Bytes are the left side's, or the right side's of what is only there. */
export type VerdictCounts = Readonly<Record<ComparisonVerdict, number>>

/** What a comparison came to. Plain data. */
export interface ComparisonSummary {
  /** Objects by verdict. */
  readonly counts: VerdictCounts
  /** Bytes by verdict. */
  readonly bytes: VerdictCounts
  /** Objects of each verdict by the rule of the evidence table that it rests on. */
  readonly evidence: {
    readonly same: Readonly<Partial<Record<EvidenceRuleName, number>>>
    readonly differs: Readonly<Partial<Record<EvidenceRuleName, number>>>
    readonly cannotTell: Readonly<Partial<Record<CannotTellReason, number>>>
  }
  /** By what matched keys begin with; {@link otherPrefixes} is of all beyond as many as are kept apart. */
  readonly byPrefix: readonly CountsOf<'prefix'>[]
  /** By the left side's native storage class, or the right side's of what is only there; empty where the report has none. */
  readonly byStorageClass: readonly CountsOf<'storageClass'>[]
  readonly left: SideSummary
  readonly right: SideSummary
  readonly trust: 'checksum' | 'size'
  /** Epoch milliseconds: left objects that changed later are in flight where they differ, or are missing. */
  readonly watermark: { readonly differs: number; readonly missing: number }
  /** Of `confirm`: how many objects were looked at, of how many a look found another verdict, and how many could not be. */
  readonly confirmed: {
    readonly looked: number
    readonly settled: number
    readonly notLooked: number
  }
  readonly method: MatchStatistics['method']
  readonly warnings: readonly ComparisonWarning[]
  /**
   * `proven`: each object by its content, or by its size under `trust: 'size'`. `differs`: at least one. `cannot-tell`: nothing
   * differs, but something is in flight or cannot be told, or nothing was compared.
   */
  readonly conclusion: 'proven' | 'differs' | 'cannot-tell'
}

/** In place of a prefix, which is empty or ends in a delimiter. */
export const otherPrefixes = '(others)'

export type CountsOf<K extends string> = {
  readonly [P in K]: string
} & { readonly counts: VerdictCounts; readonly bytes: VerdictCounts }

export interface SideSummary {
  readonly name: string
  readonly bucket: string
  /** The dialect of its report: `aws-s3`, `alibaba-oss`. */
  readonly provider: string
  /** Start of the scan, epoch milliseconds. */
  readonly time: number
  /** Objects that were compared, and their bytes. */
  readonly objects: number
  readonly bytes: number
  /** Rows that were left out: filtered, other versions, delete markers. */
  readonly skipped: number
}

/** Something that does not change the verdicts, but that a person should know. */
export interface ComparisonWarning {
  readonly code:
    | 'same-bucket'
    | 'no-rows'
    | 'unknown-scope'
    | 'overdue'
    | 'duplicate-keys'
    | 'missing-field'
    | 'malformed-escapes'
    | 'prefixes-lumped'
    | 'confirm-limit'
    | 'confirm-failed'
  readonly side?: 'left' | 'right'
  /** One sentence for a person, with what to do. */
  readonly message: string
}
