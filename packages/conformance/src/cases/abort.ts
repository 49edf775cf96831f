import { deepStrictEqual, equal, ok } from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'

import type { InventoryConfiguration } from '@bucket-inventory/core'

import type { ConformanceCase } from '../conformance-case.ts'
import { operations } from '../operations.ts'
import { rejectsWithReason } from '../rejects-with.ts'
import type { Suite } from '../suite.ts'
import type { TestBucket } from '../test-bucket.ts'

/** An aborted call rejects with the signal's own reason, at once, and leaves nothing half done. */
export function abortCases(suite: Suite): ConformanceCase[] {
  return [...operationCases(suite), ...replacementCases(suite)]
}

function operationCases(suite: Suite): ConformanceCase[] {
  return Object.entries(operations).flatMap(([name, run]) => [
    suite.case(`sends nothing for a ${name} that was aborted before`, async (bucket) => {
      await bucket.put(bucket.example({ id: 'there' }))
      const before = bucket.world.requests()
      for (const reason of [new Error('no longer wanted'), 'no longer wanted']) {
        await rejectsWithReason(run(bucket, { signal: AbortSignal.abort(reason) }), reason)
      }
      equal(bucket.world.requests(), before)
      deepStrictEqual(await bucket.ids(), ['there'])
    }),
    suite.case(
      `rejects a ${name} that is aborted on its way, without waiting for the answer`,
      async (bucket) => {
        await bucket.put(bucket.example({ id: 'there' }))
        bucket.world.slow()
        const reason = new Error('no longer wanted')
        const controller = new AbortController()
        const sent = bucket.world.requests()
        const running = run(bucket, { signal: controller.signal })
        await untilSent(sent + 1, bucket, running)
        const start = performance.now()
        controller.abort(reason)
        await rejectsWithReason(running, reason)
        const elapsed = performance.now() - start
        ok(elapsed < 1500, `it waited ${elapsed} ms after the abort`)
      },
    ),
    suite.case(`is not disturbed by an abort after a ${name}`, async (bucket) => {
      await bucket.put(bucket.example({ id: 'there' }))
      const controller = new AbortController()
      await run(bucket, { signal: controller.signal })
      controller.abort(new Error('too late'))
      await bucket.put(bucket.example({ id: 'there' }))
      bucket.expectSame(await bucket.get('there'), bucket.example({ id: 'there' }))
    }),
  ])
}

function replacementCases(suite: Suite): ConformanceCase[] {
  return [
    ...lastLookCases(suite),
    suite.case(
      'ends a list that is aborted between two entries with the reason',
      async (bucket) => {
        for (const id of ['a', 'b', 'c']) await bucket.put(bucket.example({ id }))
        const controller = new AbortController()
        const reason = new Error('no longer wanted')
        const list = bucket.provider.list(bucket.name, { signal: controller.signal })
        const entries = list[Symbol.asyncIterator]()
        await entries.next()
        controller.abort(reason)
        await rejectsWithReason(entries.next(), reason)
      },
    ),
    suite.case(
      'leaves the old one or the new one, whenever a replacement is aborted',
      async (bucket) => {
        const [first, second] = bucket.twoOfOneId('daily')
        for (let requests = 1; requests <= 8; requests += 1) {
          await bucket.put(first)
          const reason = new Error(`no longer wanted after ${requests} requests`)
          const controller = new AbortController()
          const sent = bucket.world.requests()
          const replacing = bucket.put(second, { signal: controller.signal })
          await untilSent(sent + requests, bucket, replacing)
          controller.abort(reason)
          await resolvesOrRejectsWithReason(replacing, reason)
          await expectOneOf(bucket, first, second)
        }
      },
    ),
  ]
}

function lastLookCases(suite: Suite): ConformanceCase[] {
  return [
    suite.case('leaves the old one or the new one, where the last look aborts', async (bucket) => {
      const [first, second] = bucket.twoOfOneId('daily')
      await bucket.put(first)
      const controller = new AbortController()
      const reason = new Error('no longer wanted')
      const replacing = bucket.put(second, {
        signal: controller.signal,
        beforeReplace: () => {
          controller.abort(reason)
        },
      })
      await resolvesOrRejectsWithReason(replacing, reason)
      await expectOneOf(bucket, first, second)
    }),
    suite.case(
      'deletes nothing where the last look aborts, unless it says that it did',
      async (bucket) => {
        await bucket.put(bucket.example({ id: 'daily' }))
        const controller = new AbortController()
        const reason = new Error('no longer wanted')
        const deleting = bucket.provider.delete(bucket.name, 'daily', {
          signal: controller.signal,
          beforeDelete: () => {
            controller.abort(reason)
          },
        })
        const deleted = await resolvesOrRejectsWithReason(deleting, reason)
        deepStrictEqual(await bucket.ids(), deleted ? [] : ['daily'])
      },
    ),
  ]
}

/** Waits until so many requests were sent, or the call is over. */
async function untilSent(
  wanted: number,
  { world }: TestBucket,
  call: Promise<unknown>,
): Promise<void> {
  const state = { over: false }
  const settle = () => {
    state.over = true
  }
  call.then(settle, settle)
  while (!state.over && world.requests() < wanted) await nextTurn()
}

/** Which of the two it did. */
async function resolvesOrRejectsWithReason(
  call: Promise<unknown>,
  reason: unknown,
): Promise<boolean> {
  try {
    await call
    return true
  } catch (error) {
    ok(error === reason, `rejected with ${String(error)}, not with the reason of the signal itself`)
    return false
  }
}

async function expectOneOf(
  bucket: TestBucket,
  first: InventoryConfiguration,
  second: InventoryConfiguration,
): Promise<void> {
  const found = await bucket.get(first.id)
  bucket.expectSame(found, bucket.differingPaths(found, first).length === 0 ? first : second)
  deepStrictEqual(await bucket.ids(), [first.id])
}
