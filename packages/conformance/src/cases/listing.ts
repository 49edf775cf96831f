import { deepStrictEqual, equal, ok } from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'

import type { ConformanceCase } from '../conformance-case.ts'
import { inBatches } from '../in-batches.ts'
import type { Suite } from '../suite.ts'

/** A list is complete, whatever the number of pages. */
export function listingCases(suite: Suite): ConformanceCase[] {
  const { maximumConfigurations } = suite.capabilities.behaviour
  const many = Math.min(suite.harness.listed ?? 101, maximumConfigurations)
  return [
    suite.case('lists nothing in an empty bucket', async (bucket) => {
      deepStrictEqual(await bucket.list(), [])
    }),
    suite.case('lists the only one, as get gives it', async (bucket) => {
      const asked = bucket.detailed('only')
      await bucket.put(asked)
      const [listed, ...more] = await bucket.list()
      ok(listed !== undefined && more.length === 0, 'it did not list exactly one')
      bucket.expectSame(listed, await bucket.get('only'))
    }),
    suite.case(`lists ${many} once each, whatever the order`, async (bucket) => {
      const ids = Array.from({ length: many }, (_, index) => `daily-${index}`)
      await inBatches(ids, (id) => bucket.put(bucket.example({ id })))
      deepStrictEqual(await bucket.ids(), ids.toSorted())
    }),
    suite.case(
      'begins again when it is listed again, also after a list that was not finished',
      async (bucket) => {
        await bucket.put(bucket.example({ id: 'first' }))
        await bucket.put(bucket.example({ id: 'second' }))
        let seen = 0
        for await (const _ of bucket.provider.list(bucket.name)) {
          seen += 1
          break
        }
        equal(seen, 1)
        deepStrictEqual(await bucket.ids(), ['first', 'second'])
        deepStrictEqual(await bucket.ids(), ['first', 'second'])
      },
    ),
    suite.case('asks for nothing before the list is read', async (bucket) => {
      bucket.provider.list(bucket.name)
      await nextTurn()
      equal(bucket.world.requests(), 0)
    }),
  ]
}
