import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { folderBodies } from './bodies.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bodies-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

test('drops at the start the bodies that nothing refers to, and nothing else', async () => {
  const before = await folderBodies(folder, new Set())
  const used = await before.keep(Buffer.from('used'))
  await before.keep(Buffer.from('orphan'))
  await writeFile(join(folder, 'draft-6b0c2b52-5a0d-4c0e-9a53-0d0c3f6d2a11'), 'half a bo')
  await writeFile(join(folder, 'novel.txt'), 'It was a dark and stormy night')

  const after = await folderBodies(folder, new Set([used.hash]))
  expect((await readdir(folder)).toSorted()).toEqual([used.hash, 'novel.txt'].toSorted())
  expect(String(await after.read(used.hash))).toBe('used')
})
