import { formatInstant, formatLocation } from '@bucket-inventory/core'
import type { InventoryHealth } from '@bucket-inventory/health'

import type { Paint } from './colour.ts'
import { inventoryName } from './inventory-name.ts'
import { printable } from './printable.ts'
import { renderChecks } from './render-checks.ts'
import { renderDifferences } from './render-differences.ts'
import { statusTable } from './status-table.ts'
import { wrapped } from './wrapped.ts'

const width = 100

/** The table of all inventories, and below it why those are not well that are not, and what to do about it. */
export function renderStatus(
  inventories: readonly InventoryHealth[],
  paint: Paint,
  columns?: number,
): string {
  const explained = inventories.map((health) => renderReasons(health, paint)).join('')
  return `${statusTable(inventories, paint, columns)}${explained === '' ? '' : `\n${explained}`}`
}

/** Nothing for one that is delivered and as it should be. */
function renderReasons(health: InventoryHealth, paint: Paint): string {
  const { location, id, state, reason, last, drift = [], earlier, checks } = health
  const lines = [
    ...(state === 'delivered' ? [] : [reason]),
    ...(last?.verified === false
      ? [`the manifest ${last.manifestKey} is not as it should be: ${last.problem ?? ''}`]
      : []),
    ...earlier.map(
      ({ time, bucket, manifestKey }) =>
        `a report of ${formatInstant(time)} lies where they went before: ${bucket}/${manifestKey}`,
    ),
  ]
  if (lines.length === 0 && drift.length === 0) return ''
  return [
    `${paint('bold', inventoryName(formatLocation(location), id))} ${state}\n`,
    ...lines.map((line) => `  ${wrapped(printable(line), width, '  ')}\n`),
    ...renderDifferences(drift, paint).map((line) => `  not as declared: ${line}\n`),
    renderChecks(checks, paint),
  ].join('')
}
