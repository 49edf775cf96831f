import { s3Objects } from '../s3/s3-objects.ts'
import type { Switches } from '../switches.ts'
import { writeDate } from '../xml/write-date.ts'
import { orcSchema, writeOrcReport } from './orc-report.ts'
import { parquetSchema } from './parquet-schema.ts'
import { namedInSchema } from './report-format.ts'
import type { ReportFormat } from './report-format.ts'
import { compressedCsv } from './write-csv.ts'
import type { CsvStyle } from './write-csv.ts'
import { writeParquet } from './write-parquet.ts'

const style: CsvStyle = {
  encodeKey: s3Objects.encodeKey,
  writeInstant: writeDate,
  quotesFirst: true,
  missing: '',
}

/** How S3 writes files of a format that a configuration asks for. */
export function s3Format(name: string, { s3ParquetSchema }: Switches): ReportFormat {
  switch (name) {
    case 'CSV':
      return {
        ending: 'csv.gz',
        schema: namedInSchema,
        write: (columns, rows) => compressedCsv(columns, rows, style),
      }
    case 'ORC':
      return {
        ending: 'orc',
        schema: orcSchema,
        write: (columns, rows, { rowsPerGroup }) => writeOrcReport(columns, rows, rowsPerGroup),
      }
    case 'Parquet':
      return {
        ending: 'parquet',
        schema: (columns) => parquetSchema(columns, s3ParquetSchema),
        write: async (columns, rows, { rowsPerGroup }) => writeParquet(columns, rows, rowsPerGroup),
      }
    default:
      // A put lets no other through.
      throw new Error(`there is no format "${name}"`)
  }
}
