import { intersectFilters } from '@bucket-inventory/core'
import type { InventoryFilter, RecordField } from '@bucket-inventory/core'
import type { ReadOptions, ReportReader } from '@bucket-inventory/reports'

/** The same report, of which every reading gives only what the filter lets through as well. Verifying reads all of it. */
export function filteredReport(report: ReportReader, filter: InventoryFilter): ReportReader {
  /** `undefined` where nothing can match, so that nothing need be read. */
  const narrowed = <F extends RecordField>(
    options: ReadOptions<F> = {},
  ): ReadOptions<F> | undefined => {
    const { where = {} } = options
    const { latestOnly } = where
    const both = intersectFilters(where, filter)
    if (both === 'nothing') return undefined
    return { ...options, where: { ...both, ...(latestOnly === undefined ? {} : { latestOnly }) } }
  }
  return {
    manifest: report.manifest,
    fields: report.fields,
    batches: (options) => {
      const narrow = narrowed(options)
      return narrow === undefined ? nothing() : report.batches(narrow)
    },
    records: (options) => {
      const narrow = narrowed(options)
      return narrow === undefined ? nothing() : report.records(narrow)
    },
    verify: (options) => report.verify(options),
  }
}

async function* nothing(): AsyncGenerator<never, void, undefined> {}
