import { deepStrictEqual, equal } from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'

import type { ConformanceCase } from '../conformance-case.ts'
import { rejectsWith, rejectsWithReason } from '../rejects-with.ts'
import type { Suite } from '../suite.ts'

/** Deleting takes away one configuration and nothing else, and says whether it was there. */
export function deletionCases(suite: Suite): ConformanceCase[] {
  return [...plainCases(suite), ...beforeDeleteCases(suite)]
}

function plainCases(suite: Suite): ConformanceCase[] {
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

function beforeDeleteCases(suite: Suite): ConformanceCase[] {
  return [
    suite.case('awaits a last look, once, before it deletes anything', async (bucket) => {
      const configuration = bucket.detailed('old')
      await bucket.put(configuration)
      const seen: unknown[] = []
      const result = await bucket.provider.delete(bucket.name, 'old', {
        beforeDelete: async (previous) => {
          await nextTurn()
          bucket.expectSame(await bucket.get('old'), configuration)
          bucket.expectSame(bucket.interpret(previous), configuration)
          seen.push(previous)
        },
      })
      equal(seen.length, 1)
      deepStrictEqual(result, { existed: true })
      deepStrictEqual(await bucket.ids(), [])
    }),
    suite.case('shows what it is to delete, which can be put back', async (bucket) => {
      const configuration = bucket.detailed('old')
      await bucket.put(configuration)
      let previous: unknown
      await bucket.provider.delete(bucket.name, 'old', {
        beforeDelete: (shown) => {
          previous = shown
        },
      })
      await bucket.provider.put(bucket.name, previous, { mode: 'create' })
      bucket.expectSame(await bucket.get('old'), configuration)
    }),
    suite.case(
      'deletes nothing where the last look fails, and rejects with why',
      async (bucket) => {
        await bucket.put(bucket.example({ id: 'old' }))
        const reason = new Error('the disk is full')
        const failing = bucket.provider.delete(bucket.name, 'old', {
          beforeDelete: () => Promise.reject(reason),
        })
        await rejectsWithReason(failing, reason)
        deepStrictEqual(await bucket.ids(), ['old'])
      },
    ),
    suite.case('deletes nothing that it may not look at', async (bucket) => {
      await bucket.put(bucket.example({ id: 'old' }))
      const seen: unknown[] = []
      bucket.world.deny(0, 1)
      const failing = bucket.provider.delete(bucket.name, 'old', {
        beforeDelete: (previous) => void seen.push(previous),
      })
      await rejectsWith('permission-denied', failing)
      deepStrictEqual(seen, [])
      deepStrictEqual(await bucket.ids(), ['old'])
    }),
    suite.case('asks for no last look where nothing is deleted', async (bucket) => {
      const seen: unknown[] = []
      const result = await bucket.provider.delete(bucket.name, 'never', {
        beforeDelete: (previous) => void seen.push(previous),
      })
      deepStrictEqual(result, { existed: false })
      deepStrictEqual(seen, [])
    }),
  ]
}
