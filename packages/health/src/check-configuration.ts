import type { Check, InventoryConfiguration, ProviderBehaviour } from '@bucket-inventory/core'
import { valueAt } from '@bucket-inventory/core'

import { driftOf } from './drift-of.ts'
import type { FleetInventory } from './fleet-inventories.ts'
import type { NeutralCheckName } from './neutral-checks.ts'

/** What the checks of a configuration are of: see `InventoryCheckup.of`. */
export type CheckedKind = 'declared' | 'stored' | 'both'

/** Whether the inventory stands there as it is declared. */
export function checkExists(inventory: FleetInventory, kind: CheckedKind): Check {
  const name: NeutralCheckName = 'configuration-exists'
  const { bucket, id, declared, stored, error } = inventory
  const subject = `bucket "${bucket.inventories.bucket}"`
  if (error !== undefined) {
    const evidence = `what ${subject} has as "${id}" cannot be seen: ${error.message}`
    return { name, state: 'unknown', evidence, fix: 'let the caller read inventories' }
  }
  if (stored === undefined || declared === undefined) {
    if (kind !== 'declared') return { name, state: 'ok', evidence: `${subject} has "${id}"` }
    const once = declared !== undefined && valueAt(declared, 'schedule.deleteAfterRun') === true
    return {
      name,
      state: 'warning',
      evidence: once
        ? `${subject} has no "${id}": it ran and was deleted, or never was`
        : `${subject} has no "${id}" yet`,
      fix: once ? 'apply with --run-again for another run' : 'put it, or apply the declaration',
    }
  }
  const paths = driftOf(bucket, declared, stored).map(({ path }) => path)
  if (paths.length === 0) {
    return { name, state: 'ok', evidence: `${subject} has "${id}" as it is declared` }
  }
  return {
    name,
    state: 'warning',
    evidence: `${subject} has "${id}" otherwise than it is declared: ${paths.join(', ')}`,
    fix: 'put it, or apply the declaration; or change what is declared',
  }
}

/** Whether it is switched on. */
export function checkEnabled({ enabled, incremental }: InventoryConfiguration): Check {
  const name: NeutralCheckName = 'configuration-enabled'
  if (enabled) return { name, state: 'ok', evidence: 'it is switched on' }
  const logs = incremental?.enabled === true ? ' but its change logs' : ''
  return {
    name,
    state: 'failure',
    evidence: `it is switched off: nothing${logs} is delivered`,
    fix: 'set enabled: true, or leave it as it is if nothing is wanted',
  }
}

/** Whether there is room for it, and for some more. */
export function checkCount(
  { id, room: { standing, wanted } }: FleetInventory,
  { maximumConfigurations }: ProviderBehaviour,
): Check {
  const name: NeutralCheckName = 'configuration-count'
  if (standing === undefined) {
    const evidence = 'how many inventories the bucket has cannot be seen'
    return { name, state: 'unknown', evidence, fix: 'let the caller list inventories' }
  }
  const counted = `the bucket has ${standing} of ${maximumConfigurations} inventories`
  const fix = 'delete inventories that nobody needs'
  const place = wanted.indexOf(id)
  if (place >= 0 && standing + place >= maximumConfigurations) {
    return { name, state: 'failure', evidence: `${counted}, and no place for "${id}"`, fix }
  }
  return standing + wanted.length >= 0.9 * maximumConfigurations
    ? {
        name,
        state: 'warning',
        evidence: wanted.length === 0 ? counted : `${counted}, and ${wanted.length} more declared`,
        fix,
      }
    : { name, state: 'ok', evidence: counted }
}

/** Whether the reports lie where the inventory lists. */
export function checkNotListed(bucket: string, configuration: InventoryConfiguration): Check {
  const name: NeutralCheckName = 'destination-not-listed'
  const { id, filter, destination } = configuration
  if (destination.bucket !== bucket) {
    const evidence = `reports go to bucket "${destination.bucket}", which is not the listed one`
    return { name, state: 'ok', evidence }
  }
  const { prefix = '' } = destination
  const reports = `${prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`}${bucket}/${id}/`
  const listed = filter?.prefix ?? ''
  if (!reports.startsWith(listed) && !listed.startsWith(reports)) {
    const evidence = `reports go to "${reports}" of the listed bucket, outside of "${listed}"`
    return { name, state: 'ok', evidence }
  }
  return {
    name,
    state: 'warning',
    evidence: `reports go to "${reports}" of the listed bucket, and are listed themselves`,
    fix: 'deliver to another bucket, or list a prefix that the reports are not below',
  }
}
