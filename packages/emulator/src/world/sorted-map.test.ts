import { expect, test } from 'vitest'

import { SortedMap, compareBytes } from './sorted-map.ts'

test('orders by UTF-8 bytes, not by UTF-16 units', () => {
  const names = ['\u{1F600}', '\uFF5E', 'é', 'z', 'a', '', 'ab', '\uD7FF']
  const byBytes = names.toSorted((left, right) =>
    Buffer.compare(Buffer.from(left), Buffer.from(right)),
  )
  expect(names.toSorted(compareBytes)).toEqual(byBytes)
})

test('keeps its keys in order as they come and go', () => {
  const map = new SortedMap<number>()
  for (const key of ['b', 'c', 'a']) map.set(key, 1)
  expect(map.keys()).toEqual(['a', 'b', 'c'])
  map.delete('b')
  map.set('aa', 2)
  expect(map.keys()).toEqual(['a', 'aa', 'c'])
})

test('finds the first key that is not before another', () => {
  const map = new SortedMap<number>()
  for (const key of ['b', 'd']) map.set(key, 1)
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => map.indexFrom(key))).toEqual([0, 0, 1, 1, 2])
})
