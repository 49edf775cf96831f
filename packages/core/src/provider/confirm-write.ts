import { InventoryError } from '../inventory-error.ts'
import type { Difference } from '../plan/differences.ts'
import type { AdvisoryFinding } from '../translation/finding.ts'
import { untilSettled } from './until-settled.ts'
import type { SettleOptions } from './until-settled.ts'

interface Write<Native> {
  /** For messages: `inventory "daily" of bucket "photos"`. */
  readonly subject: string
  /** `undefined`: does not show. */
  readonly look: () => Promise<Native | undefined>
  /** What differs between what was sent and what is there. */
  readonly differ: (found: Native) => Difference[]
  /** Whether a difference is one that only the service can explain. */
  readonly excuses: (difference: Difference) => boolean
  readonly settle: SettleOptions
  readonly signal?: AbortSignal
}

/**
 * Waits until the service shows what was sent. What is excused may differ: each is named, as the service does not keep it or
 * filled it in. Throws `unavailable` if nothing shows in time, `conflict` if something else does.
 */
export async function confirmWrite<Native>(write: Write<Native>): Promise<AdvisoryFinding[]> {
  const { subject, look, differ, excuses, settle, signal } = write
  let seen: Difference[] | undefined
  const shows = async () => {
    const found = await look()
    seen = found === undefined ? undefined : differ(found)
    return seen?.every(excuses) ?? false
  }
  const settled = await untilSettled(shows, settle, signal)
  if (!settled) throw unsettled(subject, seen)
  return (seen ?? []).map(({ path, desired }) => ({
    verdict: 'advisory',
    path,
    message:
      desired === undefined
        ? `${path} was left to the service, which filled it in`
        : `the service took ${path} but does not show it: it does not keep it here`,
  }))
}

function unsettled(subject: string, seen: readonly Difference[] | undefined): InventoryError {
  if (seen === undefined) {
    return new InventoryError(
      'unavailable',
      `${subject} was accepted, but does not show yet; ask again later`,
    )
  }
  const paths = seen.map(({ path }) => path).join(', ')
  return new InventoryError(
    'conflict',
    `${subject} was accepted, but what shows differs in ${paths}; somebody else may have written it meanwhile`,
  )
}
