import { expect, it } from 'vitest'

import { bounded } from './bounded.ts'

it('keeps the order of the items, and the bound', async () => {
  let running = 0
  let most = 0
  const results = await bounded([3, 1, 2, 0], 2, async (item) => {
    running += 1
    most = Math.max(most, running)
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve()
    running -= 1
    return item * 10
  })
  expect(results).toStrictEqual([30, 10, 20, 0])
  expect(most).toBe(2)
})

it('begins nothing after a rejection, and passes it on when all has ended', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const work = async (item: number) => {
    begun.push(item)
    await Promise.resolve()
    if (item === 1) throw new Error('one')
    await Promise.resolve()
    ended.push(item)
  }
  await expect(bounded([0, 1, 2, 3], 2, work)).rejects.toThrow('one')
  expect(begun).toStrictEqual([0, 1])
  expect(ended).toStrictEqual([0])
})

it('does nothing for nothing', async () => {
  expect(await bounded([], 8, async () => 1)).toStrictEqual([])
})
