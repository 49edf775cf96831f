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
export { comparisonText } from './text/comparison-text.ts'
export { growthText } from './text/growth-text.ts'
export { summaryText } from './text/summary-text.ts'
export type { TextOptions } from './text/text-options.ts'
export { comparisonPage } from './page/comparison-page.ts'
export { summaryPage } from './page/summary-page.ts'
export type { SummaryPageOptions } from './page/summary-page.ts'
