export type {
  AgeCounts,
  Counted,
  DuplicateCounts,
  DuplicateGroup,
  DuplicateSummary,
  EncryptionCounts,
  LargeObject,
  LumpedPrefixes,
  PrefixCounts,
  PrefixSummary,
  ReportSummary,
  SizeCounts,
  StorageClassCounts,
  UploadCounts,
  VersionCounts,
} from './report/report-summary.ts'
export { summarizeReport } from './report/summarize-report.ts'
export type { SummarizeOptions } from './report/summarize-report.ts'
export type {
  GrowthSide,
  PrefixGrowth,
  ReportGrowth,
  StorageClassGrowth,
} from './growth/report-growth.ts'
export { summarizeGrowth } from './growth/summarize-growth.ts'
