import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

import { expect, it } from 'vitest'

import { joinSource } from './join-module.ts'

it('is made of the sources that are here', () => {
  const folder = new URL('../../assembly/', import.meta.url)
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).toSorted()) {
    if (name.endsWith('.ts')) hash.update(readFileSync(new URL(name, folder)))
  }
  expect(hash.digest('hex')).toBe(joinSource)
})
