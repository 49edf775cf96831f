import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ReportStore } from '@bucket-inventory/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { folderReportStore } from './folder-report-store.ts'
import { memoryReportStore } from './memory-report-store.ts'

let parent: string
let folder: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'reports-'))
  folder = join(parent, 'folder')
  await mkdir(folder)
  await writeFile(join(parent, 'secret'), 'secret')
})

afterEach(async () => {
  await rm(parent, { recursive: true })
})

const contents = new Map([
  ['a.txt', 'first'],
  ['inv/x/1.txt', 'one'],
  ['inv/x/y/2.txt', 'two'],
  ['inv/é z.txt', '0123456789'],
])

async function filledFolder(): Promise<ReportStore> {
  for (const [key, content] of contents) {
    await mkdir(join(folder, key, '..'), { recursive: true })
    await writeFile(join(folder, key), content)
  }
  return folderReportStore(folder)
}

async function text(store: ReportStore, ...args: Parameters<ReportStore['read']>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of await store.read(...args)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function listed(store: ReportStore, prefix: string) {
  const entries = []
  for await (const entry of store.list(prefix)) entries.push(entry)
  return entries
}

describe.each([
  ['a folder', filledFolder],
  ['memory', async () => memoryReportStore(contents)],
])('a store in %s', (_, open) => {
  it('lists what is directly below', async () => {
    const store = await open()
    expect(await listed(store, '')).toStrictEqual([
      { key: 'a.txt', size: 5 },
      { key: 'inv/', size: 0 },
    ])
    expect(await listed(store, 'inv/')).toStrictEqual([
      { key: 'inv/x/', size: 0 },
      { key: 'inv/é z.txt', size: 10 },
    ])
    expect(await listed(store, 'inv/x/y/')).toStrictEqual([{ key: 'inv/x/y/2.txt', size: 3 }])
  })

  it.each(['no/', 'a.txt/', 'inv//x/', 'inv//', '/'])('lists nothing below %s', async (prefix) => {
    const entries = listed(await open(), prefix)
    expect(await entries.catch(({ code }) => code)).toSatisfy(
      (found) => found === 'invalid-input' || (Array.isArray(found) && found.length === 0),
    )
  })

  it('knows what an object is', async () => {
    const store = await open()
    expect(await store.head('inv/é z.txt')).toStrictEqual({
      key: 'inv/é z.txt',
      size: 10,
      etag: expect.any(String),
    })
  })

  it.each([
    'no',
    'inv',
    'inv/',
    'inv/x',
    'a.txt/b',
    'inv//x/1.txt',
    './a.txt',
    'inv/./x/1.txt',
    'a\0b',
    'x'.repeat(1024),
    '',
  ])('has no object %j', async (key) => {
    const store = await open()
    expect(await store.head(key)).toBeUndefined()
    await expect(store.read(key)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('reads an object, and any range of it', async () => {
    const store = await open()
    const key = 'inv/é z.txt'
    expect(await text(store, key)).toBe('0123456789')
    expect(await text(store, key, { start: 7 })).toBe('789')
    expect(await text(store, key, { end: 3 })).toBe('012')
    expect(await text(store, key, { start: 3, end: 5 })).toBe('34')
    expect(await text(store, key, { start: 8, end: 50 })).toBe('89')
    expect(await text(store, key, { start: 10 })).toBe('')
  })

  it('reads the object of an etag only', async () => {
    const store = await open()
    const object = await store.head('a.txt')
    const etag = object?.etag ?? ''
    expect(await text(store, 'a.txt', { etag })).toBe('first')
    await expect(text(store, 'a.txt', { etag: 'another' })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('rejects with the signal’s own reason', async () => {
    const store = await open()
    const signal = AbortSignal.abort('enough')
    await expect(store.head('a.txt', { signal })).rejects.toBe('enough')
    await expect(store.read('a.txt', { signal })).rejects.toBe('enough')
    await expect(store.list('', { signal })[Symbol.asyncIterator]().next()).rejects.toBe('enough')
  })
})

describe('a folder', () => {
  it.each(['../secret', '..', 'x/../../secret', '/etc/passwd', '../folder2/a', 'inv/../../secret'])(
    'refuses the key %s, which leads out of it',
    async (key) => {
      const store = await filledFolder()
      const refusal = { code: 'invalid-input', message: expect.stringContaining(`"${key}"`) }
      await expect(store.head(key)).rejects.toMatchObject(refusal)
      await expect(store.read(key)).rejects.toMatchObject(refusal)
      await expect(listed(store, `${key}/`)).rejects.toMatchObject({ code: 'invalid-input' })
    },
  )

  it('takes names for what they are, though they look odd', async () => {
    const store = await filledFolder()
    for (const key of ['..a', 'a..', '...', 'dt=2026-11-20 %2e%2e', '~']) {
      await writeFile(join(folder, key), key)
      expect(await text(store, key)).toBe(key)
    }
  })

  it('follows links, and leaves out broken ones', async () => {
    const store = await filledFolder()
    await symlink(join(folder, 'inv'), join(folder, 'linked'))
    await symlink(join(folder, 'gone'), join(folder, 'broken'))
    await symlink(join(folder, 'loop'), join(folder, 'loop'))
    expect((await listed(store, '')).map(({ key }) => key)).toStrictEqual([
      'a.txt',
      'inv/',
      'linked/',
    ])
    expect(await text(store, 'linked/x/1.txt')).toBe('one')
  })

  it('gives another etag to a file that was written again with the same size', async () => {
    const store = await filledFolder()
    const before = await store.head('a.txt')
    await writeFile(join(folder, 'a.txt'), 'other')
    await utimes(join(folder, 'a.txt'), 1, 1)
    const after = await store.head('a.txt')
    expect(after?.size).toBe(before?.size)
    expect(after?.etag).not.toBe(before?.etag)
  })

  it('rejects with conflict where the file is replaced before it is read', async () => {
    const store = await filledFolder()
    const bytes = await store.read('a.txt')
    await rm(join(folder, 'a.txt'))
    await writeFile(join(folder, 'a.txt'), 'replaced')
    await expect(bytes[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is empty where there is none', async () => {
    const store = folderReportStore(join(folder, 'none'))
    expect(await listed(store, '')).toStrictEqual([])
    expect(await store.head('a.txt')).toBeUndefined()
  })
})
