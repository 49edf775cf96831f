import type { RecordField } from '@bucket-inventory/core'
import type { RecordBatch } from '@bucket-inventory/reports'

import { csvHead, csvLayout } from './csv-layout.ts'
import { jsonLayout } from './json-layout.ts'
import { RowTexts } from './row-texts.ts'
import type { TakeText } from './send-rows.ts'

/** Rows on their way out. */
export interface RowWriter {
  /** Resolves when more can be taken; to false where nobody wants more. */
  write(batch: RecordBatch): Promise<boolean>
  /** What stands below the rows; nothing can be written after. */
  end(): Promise<void>
}

/** Writes rows as lines, a text for each batch. */
export function textRowWriter(
  format: 'ndjson' | 'csv',
  fields: readonly RecordField[],
  take: TakeText,
): RowWriter {
  const texts = new RowTexts(fields, format === 'csv' ? csvLayout(fields) : jsonLayout())
  // Also where there are no rows.
  let head = format === 'csv' ? csvHead(fields) : ''
  return {
    write(batch) {
      const text = head + texts.of(batch)
      head = ''
      return take(text)
    },
    async end() {
      if (head !== '') await take(head)
    },
  }
}
