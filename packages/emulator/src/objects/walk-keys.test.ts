import { expect, test } from 'vitest'

import { SortedMap } from '../world/sorted-map.ts'
import { walkKeys } from './walk-keys.ts'
import type { KeyWalk } from './walk-keys.ts'

const keys = ['a', 'b/1', 'b/2', 'b/c/3', 'b0', 'd/', 'd/4', 'é/5']

function walk(options: Partial<KeyWalk>): readonly string[] {
  const map = new SortedMap<boolean>()
  for (const key of keys) map.set(key, key !== 'b/2')
  const entries = walkKeys(
    map,
    { prefix: '', delimiter: '', after: '', ...options },
    (there) => there,
  )
  return [...entries].map(({ name }) => name)
}

test.each<[Partial<KeyWalk>, readonly string[]]>([
  [{}, ['a', 'b/1', 'b/c/3', 'b0', 'd/', 'd/4', 'é/5']],
  [{ prefix: 'b/' }, ['b/1', 'b/c/3']],
  [{ delimiter: '/' }, ['a', 'b/', 'b0', 'd/', 'é/']],
  [{ delimiter: '/', prefix: 'b/' }, ['b/1', 'b/c/']],
  [{ delimiter: '/', after: 'b/' }, ['b0', 'd/', 'é/']],
  [{ delimiter: '/', after: 'b/1' }, ['b0', 'd/', 'é/']],
  [{ after: 'b/1' }, ['b/c/3', 'b0', 'd/', 'd/4', 'é/5']],
  [{ after: 'b/1', inclusive: true, prefix: 'b/' }, ['b/1', 'b/c/3']],
  [{ after: 'zzzz' }, ['é/5']],
  [{ prefix: 'x' }, []],
])('walks %j', (options, expected) => {
  expect(walk(options)).toEqual(expected)
})
