export type { QueryOptions, QuerySource, ReportQuery } from './report-query.ts'
