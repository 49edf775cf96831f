import { formatLocation, matchesPattern, planBucket } from '@bucket-inventory/core'
import type { Declaration, Plan, PlanStep } from '@bucket-inventory/core'

import { declaredFleet } from './declared-fleet.ts'
import type { DeclaredWorld } from './declared-fleet.ts'
import { lookAtBucket, requireUnthrottled, unlistable } from './look-at-bucket.ts'
import { overFleet } from './over-fleet.ts'
import type { PlanOptions } from './plan-options.ts'
import { requireConcurrency } from './require-concurrency.ts'

/** What would make the declared inventories be there: every bucket is looked at once, and nothing is changed. */
export async function planDeclaration(
  declaration: Declaration,
  world: DeclaredWorld,
  options: PlanOptions = {},
): Promise<Plan> {
  const { loss = 'refuse', concurrency = 8, signal, onSelected, ...how } = options
  requireConcurrency(concurrency)
  const request = signal === undefined ? {} : { signal }
  const buckets = await declaredFleet(declaration, world, {
    ...request,
    ...(onSelected === undefined ? {} : { onSelected }),
  })
  const managed = declaration.manage?.ids
  const steps: PlanStep[][] = []
  const looks = overFleet(
    buckets,
    async ({ inventories, ids = [] }, shared) =>
      requireUnthrottled(await lookAtBucket(inventories, ids, shared)),
    { ...request, concurrency },
  )
  for await (const look of looks) {
    const bucket = buckets[look.index]
    if (bucket === undefined) continue
    const { inventories, declared, ids, elsewhere } = bucket
    const state = 'error' in look ? unlistable(ids, look.error) : look.result
    const manages = (id: string) =>
      managed !== undefined && matchesPattern(managed, id) && !elsewhere.has(id)
    const location = formatLocation(bucket.location)
    const bucketOptions = { ...how, loss, location, manages }
    const { provider } = inventories
    steps[look.index] = planBucket(provider, inventories.scope(), declared, state, bucketOptions)
  }
  return {
    ...(declaration.connections === undefined ? {} : { connections: declaration.connections }),
    loss,
    steps: steps.flat(),
  }
}
