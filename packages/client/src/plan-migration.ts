import {
  capabilitiesFor,
  formatLocation,
  formatPlace,
  isInventoryError,
  isTrial,
  supportOfPath,
} from '@bucket-inventory/core'
import type {
  InventoryError,
  Plan,
  PlanStep,
  Problem,
  StoredInventory,
} from '@bucket-inventory/core'

import { checkInputs } from './check-migration-inputs.ts'
import { migrateInventory } from './migrate-inventory.ts'
import type { MigratedInventory, MigrationContext } from './migrate-inventory.ts'
import { isAboutId, migratedIds } from './migrated-ids.ts'
import type { MigrationOptions } from './migration-options.ts'
import { migrationStep } from './migration-step.ts'
import type { OpenedBucket } from './opened-bucket.ts'
import { readInputs, wrongInputs } from './parse-migration-inputs.ts'
import { accountFor, readBucket } from './read-bucket.ts'

/**
 * What would copy every inventory of one bucket to another: a step for each, by id. What the target has besides is left
 * alone and not listed. Looks; changes nothing. What needs a value, or would lose what is not allowed, gives a `blocked` step
 * with everything that was found; its `desired` is without what is still to be said. Rejects with `invalid-input` with every
 * problem of the inputs at once, and with whatever keeps one of the buckets from being read.
 */
export async function planMigration(
  from: OpenedBucket,
  to: OpenedBucket,
  options: MigrationOptions = {},
): Promise<Plan> {
  const { inputs, loss = 'refuse', replace = false, signal } = options
  const request = signal === undefined ? {} : { signal }
  const [source, target] = await Promise.all([
    readBucket(from.inventories, request),
    readBucket(to.inventories, request),
  ])
  const copied = [...source.stored]
    .toSorted(([left], [right]) => compare(left, right))
    .flatMap(([, stored]) => (isTrial(from.inventories.provider, stored) ? [] : [stored]))
  const migrated = migrateAll(copied, inputs, { ...contextOf(from, to), loss })
  const { provider } = to.inventories
  const fit = migrated.filter(({ findings }) => !findings.some(isAboutId))
  const wanted = fit.map(({ desired }) => desired.id)
  const { stored, hidden } = await accountFor(wanted, to.inventories, target, request)
  const taken = new Set([...stored.keys(), ...hidden.keys()])
  const tables = capabilitiesFor(provider.capabilities, to.inventories.scope())
  const ids = migratedIds(migrated, taken, supportOfPath(tables, 'id'))
  const location = formatLocation(to.location)
  const unreadable = (place: string, id: string, { code, message }: InventoryError): PlanStep => ({
    action: 'unreadable',
    location,
    provider: provider.name,
    id,
    from: place,
    error: { code, message },
  })
  const steps = migrated.map((inventory): PlanStep => {
    const { source: id, desired } = inventory
    const place = formatPlace({ kind: 'inventory', location: from.location, id })
    const error = hidden.get(desired.id)
    if (error !== undefined) return unreadable(place, desired.id, error)
    const actual = stored.get(desired.id)
    const options = { to: to.inventories, location, loss, replace }
    return migrationStep(inventory, place, actual, ids, options)
  })
  const unread = source.unreadable.map((error) =>
    unreadable(formatLocation(from.location), '', error),
  )
  return {
    loss,
    steps: [...steps, ...unread].toSorted((left, right) => compare(left.id, right.id)),
  }
}

function contextOf(
  from: OpenedBucket,
  to: OpenedBucket,
): Omit<MigrationContext, 'loss' | 'defaults'> {
  const [source, target] = [from.inventories, to.inventories]
  const { name, capabilities } = target.provider
  if (source.provider.name !== name) {
    return { to: target, border: 'provider', otherAccount: false }
  }
  const [left, right] = [source.scope().region, target.scope().region]
  const known = left !== undefined && right !== undefined
  const sameWay =
    from.location.connection === to.location.connection &&
    from.location.profile === to.location.profile
  return {
    to: target,
    border: known && left !== right ? 'region' : 'none',
    otherAccount: !sameWay && !capabilities.behaviour.crossAccountDestination,
  }
}

/** Throws one `invalid-input` for everything that is wrong with the inputs, and with what they make of the source. */
function migrateAll(
  source: readonly StoredInventory[],
  inputs: unknown,
  context: Omit<MigrationContext, 'defaults'>,
): readonly MigratedInventory[] {
  const problems: Problem[] = []
  const configurations = source.map(({ configuration }) => configuration)
  const { defaults, values } = checkInputs(readInputs(inputs, problems), configurations, problems)
  const said = new Set(problems.map(({ path }) => path))
  const migrated = source.flatMap((stored) => {
    const { id } = stored.configuration
    try {
      const given = values.get(id) ?? new Map()
      return [migrateInventory(stored, given, { ...context, defaults })]
    } catch (error) {
      if (!isInventoryError(error, 'invalid-configuration')) throw error
      const found = error.problems.map(({ path, message }) => ({
        path: `inventories.${id}.${path}`,
        message,
      }))
      // What is wrong with a value itself was left out of the whole, which may miss it.
      problems.push(...found.filter(({ path }) => !said.has(path)))
      return []
    }
  })
  if (problems.length > 0) throw wrongInputs(problems)
  return migrated
}

/** The same order everywhere, whatever the language. */
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
