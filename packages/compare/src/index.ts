export { metadataFields } from './check-options.ts'
export type { MetadataField } from './check-options.ts'
export type { ChecksumRecord } from './checksum-record.ts'
export type { FailedChecksum } from './checksums/checksum-form.ts'
export { readChecksums } from './checksums/read-checksums.ts'
export type {
  ChecksumFile,
  ChecksumReport,
  ReadChecksumsOptions,
} from './checksums/read-checksums.ts'
export type {
  CompareOptions,
  ComparedReport,
  ConfirmObject,
  KeyRewrite,
} from './compare-options.ts'
export { compareReports } from './compare-reports.ts'
export { comparisonVerdicts } from './compared-object.ts'
export type {
  ComparedObject,
  ComparedSide,
  ComparisonVerdict,
  DifferenceVerdict,
} from './compared-object.ts'
export type { Comparison } from './comparison.ts'
export { otherPrefixes } from './comparison-summary.ts'
export type {
  ComparisonSummary,
  ComparisonWarning,
  CountsOf,
  SideSummary,
  VerdictCounts,
} from './comparison-summary.ts'
export { cannotTellAdvice } from './evidence-rules.ts'
export type { CannotTellReason, EvidenceRuleName } from './evidence-rules.ts'
export { evidenceTable } from './evidence-table.ts'
export type { EvidenceTableRow } from './evidence-table.ts'
export { jobTools } from './jobs/job-form.ts'
export type { JobBucket, JobBuckets, JobTool, JobUpload, WrittenJobFile } from './jobs/job-form.ts'
export { jobVerdicts } from './jobs/selected-objects.ts'
export type { JobVerdict, SelectOptions } from './jobs/selected-objects.ts'
export { writeJob } from './jobs/write-job.ts'
export type { WriteJobOptions, WrittenJob } from './jobs/write-job.ts'
export { compareStorageClasses } from './storage-class-equality.ts'
export type { StorageClassEquality, StorageClassTable } from './storage-class-equality.ts'
export type { ComparisonDocument } from './write/comparison-document.ts'
export type { ComparisonFormat } from './write/comparison-writer.ts'
export { ParquetTable } from './write/parquet-table.ts'
export type {
  ByteSink,
  ParquetTableOptions,
  TableCell,
  TableColumn,
} from './write/parquet-table.ts'
export { readComparison } from './write/read-comparison.ts'
export type { WrittenComparison } from './write/read-comparison.ts'
export { writeComparison } from './write/write-comparison.ts'
export type { WriteComparisonOptions } from './write/write-comparison.ts'
