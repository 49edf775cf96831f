import { InventoryError, untilSettled } from '@bucket-inventory/core'
import type { AccessChange, ApplyAccessOptions } from '@bucket-inventory/core'

import { isUnanswered } from '../to-inventory-error.ts'
import { planChange } from './plan-change.ts'
import type { ChangeTools } from './plan-change.ts'
import type { PlannedChange } from './planned-change.ts'

/** Carries out a change if what is there is what it saw, and looks until it shows. */
export async function applyChange(
  change: AccessChange,
  tools: ChangeTools,
  { replace = false, signal }: ApplyAccessOptions,
): Promise<void> {
  const about = `the ${change.kind} of "${change.subject}"`
  if (change.state === 'unchanged') return
  if (change.state === 'by-hand') {
    throw new InventoryError('unsupported', `${about}: ${change.reason ?? 'by hand'}`)
  }
  if (change.state === 'replace' && !replace) {
    throw new InventoryError(
      'conflict',
      `${about}: something else has our name; say that it may be replaced`,
    )
  }
  const look = () => planChange(change.documents, tools, signal)
  const seen = await look()
  if (seen.change.state === 'refused') {
    throw new InventoryError(
      seen.refusal ?? 'invalid-input',
      `${about}: ${seen.change.reason ?? 'it cannot be written'}`,
    )
  }
  if (!isSame(seen.change, change)) {
    throw new InventoryError(
      'conflict',
      `${about}: it is not any more what was seen; look again, nothing was written`,
    )
  }
  await write(seen, look, signal)
  const shows = async () => (await look()).change.state === 'unchanged'
  if (await untilSettled(shows, {}, signal)) return
  throw new InventoryError(
    'conflict',
    `${about}: it was written, and does not stand there now; look again`,
  )
}

/** A write without an answer may have been done, and it may be the first of two: then the rest is done. */
async function write(
  planned: PlannedChange,
  look: () => Promise<PlannedChange>,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await planned.write(signal)
  } catch (error) {
    if (!isUnanswered(error)) throw error
    const found = await look().catch(() => undefined)
    signal?.throwIfAborted()
    if (found?.change.state === 'unchanged') return
    const isOurs = found?.change.state === 'extend' && found.change.after === planned.change.after
    if (found === undefined || !isOurs || isSame(found.change, planned.change)) throw error
    await write(found, look, signal)
  }
}

function isSame(one: AccessChange, other: AccessChange): boolean {
  return one.before === other.before && one.state === other.state
}
