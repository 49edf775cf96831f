export type { ReportSummary } from './report-summary.ts'
