import type { InventoryConfiguration, Schedule } from '@bucket-inventory/core'

import { printable } from './printable.ts'
import { residualInWords } from './residual-in-words.ts'
import { table } from './table.ts'

/** A row for each inventory; what is too much for a row is what `get` is for. */
export function inventoryTable(configurations: readonly InventoryConfiguration[]): string {
  const head = ['ID', 'ENABLED', 'EVERY', 'VERSIONS', 'FORMAT', 'COLUMNS', 'DESTINATION', 'FILTER']
  return table(
    head,
    configurations.map((configuration) => {
      const { id, enabled, schedule, versions, filter, fields, destination } = configuration
      return [
        id,
        enabled ? 'yes' : 'no',
        every(schedule),
        versions,
        destination.format,
        String(fields.length),
        `${destination.bucket}/${destination.prefix ?? ''}`,
        filter === undefined ? '' : residualInWords(filter),
      ].map(printable)
    }),
  )
}

function every(schedule: Schedule): string {
  const day =
    'dayOfMonth' in schedule && schedule.dayOfMonth !== undefined
      ? ` (${schedule.dayOfMonth}.)`
      : ''
  return `${schedule.every}${day}`
}
