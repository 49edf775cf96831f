export type { ChecksumRecord } from './checksum-record.ts'
export type {
  CompareOptions,
  ComparedReport,
  ConfirmObject,
  KeyRewrite,
} from './compare-options.ts'
export { comparisonVerdicts } from './compared-object.ts'
export type {
  ComparedObject,
  ComparedSide,
  ComparisonVerdict,
  DifferenceVerdict,
} from './compared-object.ts'
export type { Comparison } from './comparison.ts'
export type {
  ComparisonSummary,
  ComparisonWarning,
  SideSummary,
  VerdictCounts,
} from './comparison-summary.ts'
export type { CannotTellReason, EvidenceRuleName } from './evidence-rules.ts'
export type { StorageClassEquality, StorageClassTable } from './storage-class-equality.ts'
