import type { ComparedObject } from '../compared-object.ts'
import { comparedObjectLine } from '../list/compared-object-line.ts'
import { csvHead, csvLine } from './csv-line.ts'
import { parquetComparisonWriter } from './parquet-comparison-writer.ts'
import type { ByteSink } from './parquet-table.ts'

/** How the list of a comparison can be written. */
export type ComparisonFormat = 'ndjson' | 'csv' | 'parquet'

/** Writes the objects of a comparison, as many as there are in little memory. */
export interface ComparisonWriter {
  write(objects: readonly ComparedObject[]): Promise<void>
  /** What is left to write; nothing can be written after. */
  end(): Promise<void>
}

/**
 * A writer of the list of a comparison. NDJSON: an object a line, which loses nothing. CSV (RFC 4180, lines that end with LF,
 * a head) and Parquet: the columns of `comparisonColumns`. Rejects as the sink does.
 */
export function comparisonWriter(format: ComparisonFormat, sink: ByteSink): ComparisonWriter {
  switch (format) {
    case 'ndjson':
      return lineWriter(sink, '', comparedObjectLine)
    case 'csv':
      return lineWriter(sink, `${csvHead()}\n`, csvLine)
    case 'parquet':
      return parquetComparisonWriter(sink)
  }
}

/** Characters that are handed on at a time. */
const enough = 128 * 1024

function lineWriter(
  sink: ByteSink,
  head: string,
  lineOf: (object: ComparedObject) => string,
): ComparisonWriter {
  let text = head
  const flush = async () => {
    const bytes = Buffer.from(text)
    text = ''
    await sink.write(bytes)
  }
  return {
    async write(objects) {
      for (const object of objects) {
        text += `${lineOf(object)}\n`
        if (text.length >= enough) await flush()
      }
    },
    async end() {
      if (text !== '') await flush()
    },
  }
}
