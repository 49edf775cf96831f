import { deepStrictEqual, ok } from 'node:assert/strict'

import {
  fieldsOfFilter,
  isWithin,
  leafPaths,
  normaliseFilter,
  valueAt,
} from '@bucket-inventory/core'
import type { ConfigurationPath, InventoryConfiguration, Translation } from '@bucket-inventory/core'

/**
 * Fails unless the residual holds every part of the filter at the path, exactly as asked. A part that is only unverified
 * must be there where its column is listed, and must not where it is not: no reader could apply it.
 */
export function expectResidual(
  { residual, findings }: Translation,
  asked: InventoryConfiguration,
  path: ConfigurationPath,
): void {
  ok(isWithin(path, 'filter'), `only a filter can be left to the reader, not ${path}`)
  const wanted = { filter: normaliseFilter(asked.filter ?? {}) }
  const held = { filter: normaliseFilter(residual ?? {}) }
  const emulated = findings.filter((finding) => finding.verdict === 'emulated')
  const listed = new Set([...asked.fields, ...emulated.flatMap(({ addedFields }) => addedFields)])
  for (const part of leafPaths.filter((leaf) => isWithin(leaf, path))) {
    const needed = fieldsOfFilter(partOf(asked, part))
    const isEmulated = emulated.some((finding) => isWithin(part, finding.path))
    const isHeld = isEmulated || needed.every((field) => listed.has(field))
    const expected = isHeld ? valueAt(wanted, part) : undefined
    deepStrictEqual(valueAt(held, part), expected, `the residual at ${part}`)
  }
}

/** The filter of one part, for what it needs. */
function partOf({ filter = {} }: InventoryConfiguration, path: ConfigurationPath) {
  if (isWithin(path, 'filter.lastModified')) return { lastModified: filter.lastModified ?? {} }
  if (isWithin(path, 'filter.size')) return { size: filter.size ?? {} }
  const { storageClasses } = filter
  return path === 'filter.storageClasses' && storageClasses !== undefined ? { storageClasses } : {}
}
