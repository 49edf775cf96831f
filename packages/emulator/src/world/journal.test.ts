import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Change } from './change.ts'
import { Journal } from './journal.ts'

let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'journal-'))
})

afterAll(async () => {
  await rm(root, { recursive: true })
})

function change(id: number): Change {
  return { cloud: 's3', bucket: 'photos', type: 'delete-inventory', id: String(id) }
}

async function write(folder: string, count: number): Promise<string> {
  const { journal } = await Journal.open(join(root, folder))
  for (let id = 0; id < count; id += 1) journal.append(change(id))
  await journal.close()
  return join(root, folder, 'journal')
}

async function read(folder: string): Promise<readonly Change[]> {
  const { journal, changes } = await Journal.open(join(root, folder))
  await journal.close()
  return changes
}

test('gives back what was appended, in order', async () => {
  await write('plain', 5)
  expect(await read('plain')).toEqual([0, 1, 2, 3, 4].map(change))
})

test('has on the disk what it says is flushed', async () => {
  const { journal } = await Journal.open(join(root, 'flushed'))
  journal.append(change(1))
  const first = journal.flushed()
  journal.append(change(2))
  await Promise.all([first, journal.flushed()])
  expect((await readFile(join(root, 'flushed', 'journal'), 'utf8')).split('\n')).toHaveLength(3)
  await journal.close()
})

test('ignores a torn last line, and goes on after it', async () => {
  const path = await write('torn', 3)
  const whole = await readFile(path, 'utf8')
  await writeFile(path, whole.slice(0, -10))
  expect(await read('torn')).toEqual([0, 1].map(change))
  await write('torn', 1)
  expect(await read('torn')).toEqual([0, 1, 0].map(change))
})

test('ignores a last line with a wrong checksum', async () => {
  const path = await write('wrong', 2)
  await appendFile(path, '0000000000000000 {"type":"delete-bucket"}\n')
  expect(await read('wrong')).toHaveLength(2)
})

test('refuses a damaged line that is not the last', async () => {
  const path = await write('damaged', 3)
  const whole = await readFile(path, 'utf8')
  await writeFile(path, whole.replace('"id":"1"', '"id":"7"'))
  await expect(read('damaged')).rejects.toThrow('line 2 of')
})
