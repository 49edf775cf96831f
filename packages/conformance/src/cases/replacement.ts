import { deepStrictEqual, equal, ok } from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'

import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError, PutResult } from '@bucket-inventory/core'

import type { ConformanceCase } from '../conformance-case.ts'
import { rejectsWith, rejectsWithReason } from '../rejects-with.ts'
import type { Suite } from '../suite.ts'

/** The modes of put, what it says that it did, and the last look at what is replaced. */
export function replacementCases(suite: Suite): ConformanceCase[] {
  return [...modeCases(suite), refusedCase(suite), ...beforeReplaceCases(suite)]
}

function modeCases(suite: Suite): ConformanceCase[] {
  return [
    suite.case('creates, and does not say that it replaced', async (bucket) => {
      for (const mode of ['upsert', 'create'] as const) {
        const result = await bucket.put(bucket.example({ id: mode }), { mode })
        expectOutcome(result, ['created', 'written'])
      }
      deepStrictEqual(await bucket.ids(), ['create', 'upsert'])
    }),
    suite.case('replaces, and does not say that it created', async (bucket) => {
      const [first, second] = bucket.twoOfOneId('daily')
      await bucket.put(first)
      expectOutcome(await bucket.put(second), ['replaced', 'written'])
      bucket.expectSame(await bucket.get('daily'), second)
      expectOutcome(await bucket.put(first, { mode: 'replace' }), ['replaced', 'written'])
      bucket.expectSame(await bucket.get('daily'), first)
    }),
    suite.case(
      'takes the same configuration again, and does not say that it created',
      async (bucket) => {
        const asked = bucket.example({ id: 'daily' })
        await bucket.put(asked)
        expectOutcome(await bucket.put(asked), ['unchanged', 'replaced', 'written'])
        bucket.expectSame(await bucket.get('daily'), asked)
      },
    ),
    suite.case('refuses to create where another one has the id', async (bucket) => {
      const [first, second] = bucket.twoOfOneId('daily')
      await bucket.put(first)
      const creating = bucket.put(second, { mode: 'create' })
      await rejectsWith('already-exists', creating, ['daily'])
      bucket.expectSame(await bucket.get('daily'), first)
    }),
    suite.case('refuses to replace what is not there', async (bucket) => {
      const replacing = bucket.put(bucket.example({ id: 'daily' }), { mode: 'replace' })
      await rejectsWith('not-found', replacing, ['daily'])
      deepStrictEqual(await bucket.ids(), [])
    }),
    suite.case('replaces one and leaves the others, and nothing of its own', async (bucket) => {
      const [first, second] = bucket.twoOfOneId('b')
      const others = [bucket.example({ id: 'a' }), bucket.example({ id: 'c' })]
      for (const configuration of [...others, first]) await bucket.put(configuration)
      await bucket.put(second)
      deepStrictEqual(await bucket.ids(), ['a', 'b', 'c'])
      for (const other of others) bucket.expectSame(await bucket.get(other.id), other)
    }),
  ]
}

/** Whichever request of a replacement is refused, and the next one too: nobody is left with nothing. */
function refusedCase(suite: Suite): ConformanceCase {
  return suite.case(
    'leaves the old one, or says what it was, where a replacement is refused',
    async (bucket) => {
      const [first, second] = bucket.twoOfOneId('daily')
      for (let after = 0; after <= 8; after += 1) {
        for (const times of [1, 2]) {
          await bucket.put(first)
          bucket.world.deny(after, times)
          const error = await errorOf(bucket.put(second))
          bucket.world.deny(0, 0)
          const listed = await bucket.list()
          const found = listed.find(({ id }) => id === 'daily')
          const subject = `${times} refused after ${after}, it said "${error?.message}"`
          const left = found ?? error?.recovery?.configuration
          ok(left !== undefined, `${subject}: nothing is left, and it does not say what it was`)
          ok(found !== undefined || error?.code === 'conflict', `${subject}: nothing is left`)
          bucket.expectSame(left, error === undefined ? second : first, subject)
          for (const { id } of listed.filter((other) => other !== found)) {
            ok(error?.message.includes(id), `${subject}: it leaves "${id}" behind without a word`)
            await bucket.provider.delete(bucket.name, id)
          }
        }
      }
    },
  )
}

async function errorOf(call: Promise<unknown>): Promise<InventoryError | undefined> {
  try {
    await call
  } catch (error) {
    if (isInventoryError(error)) return error
    throw error
  }
  return undefined
}

function beforeReplaceCases(suite: Suite): ConformanceCase[] {
  return [
    suite.case('awaits a last look, once, before it replaces anything', async (bucket) => {
      const [first, second] = bucket.twoOfOneId('daily')
      for (const mode of ['upsert', 'replace'] as const) {
        await bucket.put(first)
        const seen: unknown[] = []
        const result = await bucket.put(second, {
          mode,
          beforeReplace: async (previous) => {
            await nextTurn()
            bucket.expectSame(await bucket.get('daily'), first)
            bucket.expectSame(bucket.interpret(previous), first)
            seen.push(previous)
          },
        })
        equal(seen.length, 1)
        expectOutcome(result, ['replaced'])
        bucket.expectSame(await bucket.get('daily'), second)
      }
    }),
    suite.case('shows what it is to replace, which can be put back', async (bucket) => {
      const [first, second] = bucket.twoOfOneId('daily')
      await bucket.put(first)
      let previous: unknown
      await bucket.put(second, {
        beforeReplace: (shown) => {
          previous = shown
        },
      })
      await bucket.provider.put(bucket.name, previous)
      bucket.expectSame(await bucket.get('daily'), first)
    }),
    suite.case(
      'replaces nothing where the last look fails, and rejects with why',
      async (bucket) => {
        const [first, second] = bucket.twoOfOneId('daily')
        await bucket.put(first)
        const reason = new Error('the disk is full')
        const failing = bucket.put(second, { beforeReplace: () => Promise.reject(reason) })
        await rejectsWithReason(failing, reason)
        bucket.expectSame(await bucket.get('daily'), first)
        deepStrictEqual(await bucket.ids(), ['daily'])
      },
    ),
    suite.case('asks for no last look where nothing is replaced', async (bucket) => {
      const [first, second] = bucket.twoOfOneId('daily')
      const seen: unknown[] = []
      const beforeReplace = (previous: unknown) => void seen.push(previous)
      expectOutcome(await bucket.put(first, { beforeReplace }), ['created'])
      expectOutcome(await bucket.put(first, { beforeReplace }), ['unchanged'])
      const creating = bucket.put(second, { mode: 'create', beforeReplace })
      await rejectsWith('already-exists', creating, ['daily'])
      const other = bucket.put(bucket.example({ id: 'other' }), { mode: 'replace', beforeReplace })
      await rejectsWith('not-found', other, ['other'])
      deepStrictEqual(seen, [])
    }),
  ]
}

function expectOutcome({ outcome }: PutResult, allowed: readonly PutResult['outcome'][]): void {
  ok(allowed.includes(outcome), `it said "${outcome}", which is none of ${allowed.join(', ')}`)
}
