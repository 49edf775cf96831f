import { expect, it } from 'vitest'

import { alike } from './alike.ts'

it('finds what is the same but for names, lines and digests', () => {
  const said = [
    ['logs', 'daily', 'bucket "logs" has no "daily": add {"ID":"bucket-inventory-3cy8bet3r3p1x"}'],
    [
      'cats.a',
      'all',
      'bucket "cats.a" has no\n  "all": add {"ID":"bucket-inventory-2mogtewch9crr"}',
    ],
    ['logs', 'daily', ''],
    ['dogs', 'daily', ''],
    ['dogs', 'daily', 'bucket "logs" has no "daily": add {"ID":"bucket-inventory-3cy8bet3r3p1x"}'],
  ] as const
  expect(alike(said.map(([bucket, id, text]) => ({ bucket, id, text })))).toStrictEqual([
    0, 0, 2, 3, 4,
  ])
})
