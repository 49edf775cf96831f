import { fieldsOfFilter, InventoryError, parseInstant } from '@bucket-inventory/core'

import type { RowFilter } from '../filter/column-filter.ts'
import type { ReportManifest } from './report-manifest.ts'

/**
 * The filter, if this report can be read by it. Rejects with `unsupported` where a column that it needs is missing, as no row
 * would match, and with `invalid-input` for an instant that is none, and for a part that nobody here knows, as it would keep
 * nothing out.
 */
export function checkedFilter(where: RowFilter, { columns }: ReportManifest): RowFilter {
  for (const [part, value] of Object.entries(where)) {
    if (value === undefined || parts.has(part)) continue
    throw new InventoryError(
      'invalid-input',
      `rows cannot be filtered by "${part}", only by ${[...parts].join(', ')}`,
    )
  }
  for (const field of fieldsOfFilter(where)) {
    if (!columns.some((column) => column.field === field)) {
      throw new InventoryError(
        'unsupported',
        `the report has no column for ${field}, which the filter needs; it has ${columns.map(({ name }) => name).join(', ')}`,
      )
    }
  }
  for (const bound of ['from', 'to'] as const) {
    const instant = where.lastModified?.[bound]
    if (instant !== undefined && parseInstant(instant) === undefined) {
      throw new InventoryError(
        'invalid-input',
        `lastModified.${bound} "${instant}" is no instant with an offset, such as 2026-11-20T01:00:00Z`,
      )
    }
  }
  return where
}

const parts: ReadonlySet<string> = new Set<keyof RowFilter>([
  'prefix',
  'lastModified',
  'size',
  'storageClasses',
  'latestOnly',
])
