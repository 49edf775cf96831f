import type { AccessChange } from '@bucket-inventory/core'

import type { Paint } from './colour.ts'
import { renderAccessChange } from './render-access-change.ts'

/** All changes for a person, in their order; what is to be done by hand for one reason is said once, with all that it is for. */
export function renderAccessChanges(changes: readonly AccessChange[], paint: Paint): string {
  const together = new Map<unknown, AccessChange>()
  for (const change of changes) {
    const { state, provider, kind, subject, reason } = change
    const key = state === 'by-hand' ? JSON.stringify([provider, kind, subject, reason]) : change
    const before = together.get(key)?.documents ?? []
    together.set(key, { ...change, documents: [...before, ...change.documents] })
  }
  return [...together.values()].map((change) => renderAccessChange(change, paint)).join('')
}
