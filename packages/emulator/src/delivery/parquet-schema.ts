import type { Switches } from '../switches.ts'
import type { ReportColumn } from './report-column.ts'
import { snakeCase } from './snake-case.ts'
import { isRequired } from './write-parquet.ts'

/**
 * The columns of a Parquet report as its manifest spells them: in the way of the manifests that were seen, which is how
 * parquet-mr prints a schema, with its lines put together, or in that of the documentation.
 */
export function parquetSchema(
  columns: readonly ReportColumn[],
  spelling: Switches['s3ParquetSchema'],
): string {
  const seen = spelling === 'as-seen'
  const types = seen ? seenTypes : documentedTypes
  const space = seen ? '  ' : ' '
  const fields = columns.map((column) => {
    const repetition = isRequired(column) ? 'required' : 'optional'
    const [type, annotation] = types[column.type]
    return `${space}${repetition} ${type} ${snakeCase(column.name)}${annotation};`
  })
  return `message s3.inventory {${fields.join('')}${seen ? '' : ' '}}`
}

/** What stands before and behind the name of a column. */
type TypeSpelling = Readonly<Record<ReportColumn['type'], readonly [string, string]>>

const seenTypes: TypeSpelling = {
  text: ['binary', ' (STRING)'],
  key: ['binary', ' (STRING)'],
  boolean: ['boolean', ''],
  integer: ['int64', ''],
  instant: ['int64', ' (TIMESTAMP(MILLIS,true))'],
}

const documentedTypes: TypeSpelling = {
  ...seenTypes,
  text: ['binary', ' (UTF8)'],
  key: ['binary', ' (UTF8)'],
  instant: ['int64', ' (TIMESTAMP_MILLIS)'],
}
