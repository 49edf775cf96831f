import { formatInstant, formatLocation } from '@bucket-inventory/core'
import type { DeliveredReport, InventoryHealth } from '@bucket-inventory/health'

import type { SavedHealth } from '../health/saved-health.ts'
import { errorDocument } from './error-document.ts'
import type { InventoryHealthOutput } from './status-output.ts'

/** The health of an inventory as `status --json` shows it. */
export function healthDocument(health: InventoryHealth): SavedHealth {
  const { location, provider, id, state, reason, configuration, last, previous, age } = health
  const { expectedBy, writtenAt, earlier, drift, checks, error } = health
  return {
    location: formatLocation(location),
    provider,
    id,
    state,
    reason,
    ...(configuration === undefined ? {} : { configuration }),
    ...(last === undefined ? {} : { last: reportDocument(last) }),
    ...(previous === undefined ? {} : { previous: reportDocument(previous) }),
    ...(age === undefined ? {} : { age }),
    ...(expectedBy === undefined ? {} : { expectedBy: formatInstant(expectedBy) }),
    ...(writtenAt === undefined ? {} : { writtenAt: formatInstant(writtenAt) }),
    earlier: earlier.map(reportDocument),
    ...(drift === undefined ? {} : { drift }),
    checks,
    ...(error === undefined ? {} : errorDocument(error)),
  }
}

function reportDocument({
  time,
  ...report
}: DeliveredReport): InventoryHealthOutput['earlier'][number] {
  return { time: formatInstant(time), ...report }
}
