import {
  expandDeclaration,
  formatLocation,
  InventoryError,
  isInventoryError,
  matchesPattern,
  planBucket,
  wrongInPlaces,
} from '@bucket-inventory/core'
import type {
  Declaration,
  DeclaredBucket,
  InventoryProvider,
  Location,
  Plan,
  PlanStep,
  Problem,
} from '@bucket-inventory/core'

import { bounded } from './bounded.ts'
import { lookAtBucket } from './look-at-bucket.ts'
import type { OpenedBucket } from './opened-bucket.ts'
import type { PlanOptions } from './plan-options.ts'
import { selectDeclared } from './select-declared.ts'
import { sharedSignal } from './shared-signal.ts'

/** What the places and connections of a declaration lead to. */
export interface DeclaredWorld {
  readonly open: (location: Location) => OpenedBucket
  readonly connections: Readonly<Record<string, InventoryProvider>>
}

/** What would make the declared inventories be there: every bucket is looked at once, and nothing is changed. */
export async function planDeclaration(
  declaration: Declaration,
  world: DeclaredWorld,
  options: PlanOptions = {},
): Promise<Plan> {
  const { loss = 'refuse', concurrency = 8, signal, ...how } = options
  requireConcurrency(concurrency)
  const request = signal === undefined ? {} : { signal: sharedSignal(signal) }
  signal?.throwIfAborted()
  // What can be said without a request is said before one leaves.
  const named = openAll(expandDeclaration(declaration), world)
  const selected = await selectDeclared(declaration, world.connections, request)
  const buckets =
    selected.size === 0 ? named : openAll(expandDeclaration(declaration, selected), world)
  const ids = declaration.manage?.ids
  const steps = await bounded(
    buckets,
    concurrency,
    async ([declared, { inventories }]): Promise<PlanStep[]> => {
      const { inventories: desired, elsewhere } = declared
      const manages = (id: string) =>
        ids !== undefined && matchesPattern(ids, id) && !elsewhere.has(id)
      const wanted = desired.map(({ id }) => id)
      const state = await lookAtBucket(inventories, wanted, request)
      const location = formatLocation(declared.location)
      const bucketOptions = { ...how, loss, location, manages }
      return planBucket(inventories.provider, inventories.scope(), desired, state, bucketOptions)
    },
  )
  return {
    ...(declaration.connections === undefined ? {} : { connections: declaration.connections }),
    loss,
    steps: steps.flat(),
  }
}

/** Throws one `invalid-configuration` for all places that lead nowhere. */
function openAll(
  declared: readonly DeclaredBucket[],
  { open }: DeclaredWorld,
): (readonly [DeclaredBucket, OpenedBucket])[] {
  const problems: Problem[] = []
  const opened = declared.flatMap((bucket) => {
    try {
      return [[bucket, open(bucket.location)] as const]
    } catch (error) {
      if (!isInventoryError(error)) throw error
      problems.push({ path: bucket.path, message: error.message })
      return []
    }
  })
  if (problems.length > 0) throw wrongInPlaces(problems, 'declaration')
  return opened
}

/** With none, nothing would be looked at, and an empty plan look like success. */
function requireConcurrency(concurrency: number): void {
  if (Number.isInteger(concurrency) && concurrency >= 1) return
  throw new InventoryError(
    'invalid-input',
    `the concurrency is a whole number from 1, not ${concurrency}`,
  )
}
