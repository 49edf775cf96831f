import { parseInstant } from '@bucket-inventory/core'

import { ageInWords, bytesInWords, countInWords } from './quantities.ts'
import type { DeliveryOutput } from './reports-output.ts'
import { table } from './table.ts'

/** A row for each delivery. What a manifest does not say is empty. */
export function reportTable(deliveries: readonly DeliveryOutput[], now: Date): string {
  const head = ['TIME', 'STATE', 'FORMAT', 'FILES', 'SIZE', 'ROWS', 'AGE']
  return table(
    head,
    deliveries.map(({ time, state, format, files, bytes, rows, error }) => [
      time,
      error === undefined ? state : 'unreadable',
      format ?? '',
      files === undefined ? '' : countInWords(files),
      bytes === undefined ? '' : bytesInWords(bytes),
      rows === undefined ? '' : countInWords(rows),
      ageInWords(now.getTime() - (parseInstant(time) ?? 0)),
    ]),
  )
}
