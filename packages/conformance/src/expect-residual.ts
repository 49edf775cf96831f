import { deepStrictEqual, ok } from 'node:assert/strict'

import { isWithin, leafPaths, normaliseFilter, valueAt } from '@bucket-inventory/core'
import type { ConfigurationPath, InventoryConfiguration, Translation } from '@bucket-inventory/core'

/** Fails unless the residual holds every part of the filter at the path, exactly as asked. */
export function expectResidual(
  { residual }: Translation,
  asked: InventoryConfiguration,
  path: ConfigurationPath,
): void {
  ok(isWithin(path, 'filter'), `only a filter can be left to the reader, not ${path}`)
  const wanted = { filter: normaliseFilter(asked.filter ?? {}) }
  const held = { filter: normaliseFilter(residual ?? {}) }
  for (const part of leafPaths.filter((leaf) => isWithin(leaf, path))) {
    deepStrictEqual(valueAt(held, part), valueAt(wanted, part), `the residual at ${part}`)
  }
}
