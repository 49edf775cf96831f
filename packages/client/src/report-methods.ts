import type { Location } from '@bucket-inventory/core'
import { findReport, listReports, openReport } from '@bucket-inventory/reports'

import { filteredReport } from './filtered-report.ts'
import type { InventoryClient } from './inventory-client.ts'
import { oneInventory } from './one-inventory.ts'
import type { OpenedBucket } from './opened-bucket.ts'
import type {
  FindInventoryReportOptions,
  ListInventoryReportsOptions,
  OpenInventoryReportOptions,
  ReportSourceOptions,
} from './report-options.ts'
import { reportSourceOf } from './report-source-of.ts'

type Written = string | Location

/** What a client does with the reports of an inventory, over buckets that it can open. */
export function reportMethods(
  open: (location: Written) => OpenedBucket,
): Pick<InventoryClient, 'reportSource' | 'listReports' | 'findReport' | 'openReport'> {
  const sourceOf = async (
    location: Written,
    id: string,
    { destination, signal }: ReportSourceOptions = {},
  ) =>
    reportSourceOf(
      open(location),
      id,
      destination === undefined ? undefined : open(destination),
      signal === undefined ? {} : { signal },
    )
  return {
    reportSource: async (
      place: Written,
      second?: string | ReportSourceOptions,
      third?: ReportSourceOptions,
    ) => {
      const { location, id, settings } = oneInventory(place, second, third)
      return sourceOf(location, id, settings)
    },
    listReports: async function* (
      place: Written,
      second?: string | ListInventoryReportsOptions,
      third?: ListInventoryReportsOptions,
    ) {
      const { location, id, settings } = oneInventory(place, second, third)
      yield* listReports(await sourceOf(location, id, settings), settings)
    },
    findReport: async (
      place: Written,
      second?: string | FindInventoryReportOptions,
      third?: FindInventoryReportOptions,
    ) => {
      const { location, id, settings } = oneInventory(place, second, third)
      return findReport(await sourceOf(location, id, settings), settings)
    },
    openReport: async (
      place: Written,
      second?: string | OpenInventoryReportOptions,
      third?: OpenInventoryReportOptions,
    ) => {
      const { location, id, settings } = oneInventory(place, second, third)
      const found = await findReport(await sourceOf(location, id, settings), settings)
      const report = await openReport(found, settings)
      if (settings?.configuration === undefined) return report
      const { residual } = open(location).inventories.translate(settings.configuration)
      return residual === undefined ? report : filteredReport(report, residual)
    },
  }
}
