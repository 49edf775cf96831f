import { deepStrictEqual } from 'node:assert/strict'

import type { ConformanceCase } from '../conformance-case.ts'
import { rejectsWith } from '../rejects-with.ts'
import type { Suite } from '../suite.ts'

/** Deleting takes away one configuration and nothing else, and says whether it was there. */
export function deletionCases(suite: Suite): ConformanceCase[] {
  return [
    suite.case('deletes what is there, and says that it was', async (bucket) => {
      await bucket.put(bucket.example({ id: 'old' }))
      deepStrictEqual(await bucket.provider.delete(bucket.name, 'old'), { existed: true })
      await rejectsWith('not-found', bucket.get('old'), ['old'])
      deepStrictEqual(await bucket.ids(), [])
    }),
    suite.case('deletes what is not there, and says so', async (bucket) => {
      deepStrictEqual(await bucket.provider.delete(bucket.name, 'never'), { existed: false })
    }),
    suite.case('deletes twice, and says so the second time', async (bucket) => {
      await bucket.put(bucket.example({ id: 'old' }))
      await bucket.provider.delete(bucket.name, 'old')
      deepStrictEqual(await bucket.provider.delete(bucket.name, 'old'), { existed: false })
    }),
    suite.case('deletes only the one that is named', async (bucket) => {
      for (const id of ['old', 'older', 'ol']) await bucket.put(bucket.example({ id }))
      await bucket.provider.delete(bucket.name, 'old')
      deepStrictEqual(await bucket.ids(), ['ol', 'older'])
    }),
    suite.case('leaves the bucket in place when the last one is deleted', async (bucket) => {
      await bucket.put(bucket.example({ id: 'last' }))
      await bucket.provider.delete(bucket.name, 'last')
      await bucket.put(bucket.example({ id: 'next' }))
      deepStrictEqual(await bucket.ids(), ['next'])
    }),
    suite.case('puts again under an id that was deleted', async (bucket) => {
      const [first, second] = bucket.twoOfOneId('again')
      await bucket.put(first)
      await bucket.provider.delete(bucket.name, 'again')
      await bucket.put(second, { mode: 'create' })
      bucket.expectSame(await bucket.get('again'), second)
    }),
  ]
}
