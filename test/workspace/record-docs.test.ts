import { readFileSync } from 'node:fs'

import { ossVocabulary, s3Vocabulary } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { root } from './packages.ts'

const source = readFileSync(`${root}/packages/core/src/record/object-record.ts`, 'utf8')

/** The comment above each property. */
const comments = new Map(
  [...source.matchAll(/\/\*\* ((?:(?!\*\/).)*) \*\/\n\s+readonly (\w+):/g)].map(
    ([, comment = '', name = '']) => [name, comment],
  ),
)

it.each([s3Vocabulary, ossVocabulary])(
  'each property of a record names its column on $provider',
  ({ fields }) => {
    const unnamed = Object.entries(fields).filter(
      ([field, names]) => comments.get(field)?.includes(`\`${names[0]}\``) !== true,
    )
    expect(unnamed).toStrictEqual([])
  },
)
