export { formatQueryValue, queryValueJson } from './answer/format-query-value.ts'
export type { QueryValue } from './answer/query-value.ts'
export { openQuery } from './open-query.ts'
export type { QueryOptions } from './query-options.ts'
export type { ComparisonSource, QuerySource, ReportSource } from './query-source.ts'
export type {
  QueryAnswer,
  QueryColumn,
  QueryParameter,
  QueryParameters,
  QueryRow,
  QueryTable,
  ReportQuery,
} from './report-query.ts'
