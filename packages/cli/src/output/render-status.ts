import { formatInstant, formatLocation } from '@bucket-inventory/core'
import type { DeliveryState, InventoryHealth } from '@bucket-inventory/health'

import { alike } from './alike.ts'
import type { Paint } from './colour.ts'
import { inventoryName } from './inventory-name.ts'
import { printable } from './printable.ts'
import { countInWords } from './quantities.ts'
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
  const texts = inventories.map((health) => reasons(health, inventories.length === 1, paint))
  const first = alike(
    inventories.map(({ location: { bucket }, id }, index) => ({
      bucket,
      id,
      text: texts[index] ?? '',
    })),
  )
  const explained = inventories.map(({ location, id, state }, index) => {
    const text = texts[index] ?? ''
    if (text === '' || first[index] !== index) return ''
    const others = first.filter((other) => other === index).length - 1
    const more = others === 0 ? '' : `, and ${countInWords(others)} more`
    return `${paint('bold', inventoryName(formatLocation(location), id))}${more}: ${state}\n${text}`
  })
  const reasonsOfAll = explained.join('')
  return `${statusTable(inventories, paint, columns)}${reasonsOfAll === '' ? '' : `\n${reasonsOfAll}`}`
}

/** Of these the table says enough. */
const wellStates: ReadonlySet<DeliveryState> = new Set(['delivered', 'waiting', 'disabled'])

/** Nothing for one that is as it should be, but where it is the only one. */
function reasons(health: InventoryHealth, isOnly: boolean, paint: Paint): string {
  const { state, reason, last, drift = [], earlier, checks } = health
  const isSaid = isOnly ? state !== 'delivered' : !wellStates.has(state)
  const lines = [
    ...(isSaid ? [reason] : []),
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
    ...lines.map((line) => `  ${wrapped(printable(line), width, '  ')}\n`),
    ...renderDifferences(drift, paint).map((line) => `  not as declared: ${line}\n`),
    renderChecks(checks, paint),
  ].join('')
}
