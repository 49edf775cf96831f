import { expect, test } from 'vitest'

import type { ObjectChange } from '../world/world.ts'
import { changeWindows } from './change-windows.ts'

const noon = Date.UTC(2025, 8, 28, 12)

function change(sequence: number, minute: number, key = 'a'): ObjectChange {
  const origin = { at: noon + minute * 60_000, requester: '1', requestId: 'R' }
  return { type: 'CREATE', sequence, origin, key, versionId: 'null' }
}

const all = (): boolean => true
const sequences = (changes: readonly ObjectChange[]): number[] =>
  changes.map(({ sequence }) => sequence)

test('are ten minutes each, of the clock in UTC, and only those in which something happened', () => {
  const changes = [change(1, 3), change(2, 9.99), change(3, 10), change(4, 55)]
  const windows = changeWindows(changes, { since: 0, delivered: 0 }, all)
  expect(
    windows.map(({ start, end, changes: within, last }) => ({
      minutes: [start - noon, end - noon].map((time) => time / 60_000),
      within: sequences(within),
      last,
    })),
  ).toEqual([
    { minutes: [0, 10], within: [1, 2], last: 2 },
    { minutes: [10, 20], within: [3], last: 3 },
    { minutes: [50, 60], within: [4], last: 4 },
  ])
})

test('are whole, where some of it was delivered', () => {
  const changes = [change(1, 3), change(2, 4), change(3, 15)]
  const windows = changeWindows(changes, { since: 0, delivered: 1 }, all)
  expect(windows.map(({ changes: within }) => sequences(within))).toEqual([[1, 2], [3]])
})

test('are not there where all of it was delivered, or before the inventory was', () => {
  const changes = [change(1, 3), change(2, 4), change(3, 15)]
  expect(changeWindows(changes, { since: 0, delivered: 3 }, all)).toEqual([])
  const windows = changeWindows(changes, { since: 1, delivered: 1 }, all)
  expect(windows.map(({ changes: within }) => sequences(within))).toEqual([[2], [3]])
})

test('know what they leave out', () => {
  const changes = [change(1, 3, 'a'), change(2, 4, 'b'), change(3, 15, 'b')]
  const windows = changeWindows(changes, { since: 0, delivered: 0 }, ({ key }) => key === 'a')
  expect(windows.map(({ changes: within, last }) => [sequences(within), last])).toEqual([
    [[1], 2],
    [[], 3],
  ])
})
