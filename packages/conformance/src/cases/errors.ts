import { deepStrictEqual, equal } from 'node:assert/strict'

import type { ConformanceCase } from '../conformance-case.ts'
import { inBatches } from '../in-batches.ts'
import { operations } from '../operations.ts'
import { rejectsWith } from '../rejects-with.ts'
import type { Suite } from '../suite.ts'
import type { TestBucket } from '../test-bucket.ts'

/** What goes wrong is an `InventoryError` that names its subject, with the code by which callers act. */
export function errorCases(suite: Suite): ConformanceCase[] {
  const { maximumConfigurations } = suite.capabilities.behaviour
  return [
    suite.case('rejects an unknown id with not-found', async (bucket) => {
      await bucket.put(bucket.example({ id: 'daily' }))
      const error = await rejectsWith('not-found', bucket.get('dail'), ['dail', bucket.name])
      equal(error.retryable, false)
    }),
    suite.case('rejects get from an unknown bucket with not-found', async (bucket) => {
      const missing = missingBucket(bucket)
      await rejectsWith('not-found', bucket.provider.get(missing, 'daily'), [missing])
    }),
    suite.case('rejects a list of an unknown bucket with not-found', async (bucket) => {
      const missing = missingBucket(bucket)
      const first = bucket.provider.list(missing)[Symbol.asyncIterator]().next()
      await rejectsWith('not-found', first, [missing])
    }),
    suite.case('rejects put to an unknown bucket with not-found', async (bucket) => {
      const missing = missingBucket(bucket)
      const native = bucket.native(bucket.example())
      for (const mode of ['upsert', 'create', 'replace'] as const) {
        await rejectsWith('not-found', bucket.provider.put(missing, native, { mode }), [missing])
      }
    }),
    suite.case('rejects a deletion in an unknown bucket with not-found', async (bucket) => {
      const missing = missingBucket(bucket)
      await rejectsWith('not-found', bucket.provider.delete(missing, 'daily'), [missing])
    }),
    ...Object.entries(operations).map(([name, run]) =>
      suite.case(
        `rejects a ${name} without the right to it with permission-denied`,
        async (bucket) => {
          await bucket.put(bucket.example({ id: 'there' }))
          bucket.world.deny(0, 1)
          const error = await rejectsWith('permission-denied', run(bucket, {}))
          equal(error.retryable, false)
          deepStrictEqual(await bucket.ids(), ['there'])
        },
      ),
    ),
    suite.case(
      `holds ${maximumConfigurations}, and rejects one more with limit-exceeded`,
      async (bucket) => {
        const ids = Array.from({ length: maximumConfigurations }, (_, index) => `daily-${index}`)
        await inBatches(ids, (id) => bucket.put(bucket.example({ id })))
        await rejectsWith('limit-exceeded', bucket.put(bucket.example({ id: 'one-more' })), [
          bucket.name,
        ])
        const [, changed] = bucket.twoOfOneId('daily-0')
        await bucket.put(changed)
        bucket.expectSame(await bucket.get('daily-0'), changed)
        deepStrictEqual(await bucket.ids(), ids.toSorted())
      },
    ),
  ]
}

function missingBucket(bucket: TestBucket): string {
  return `no-${bucket.name}`
}
