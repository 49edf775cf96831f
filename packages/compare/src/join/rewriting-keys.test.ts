import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { fewBytes, keysOf, matching, open, rowsOf } from './matched-keys.test.support.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rewriting-keys-'))
})
afterAll(() => rm(folder, { recursive: true }))
const spillTo = async () => folder

describe('rewriting keys', () => {
  const invalid = Uint8Array.of(0x61, 0x2f, 0xff)

  it.each([1024 * 1024, fewBytes])(
    'puts one prefix in the place of another (%i bytes)',
    async (memory) => {
      const left = await open(rowsOf('old/a', 'old/b', 'other', 'old', 'old/'))
      const right = await open(rowsOf('a', 'old/b', 'other', 'old', ''))
      const rewriteKey = { from: 'old/', to: '' }
      expect(
        await keysOf(matching(left, right, { memory, spillTo, left: { rewriteKey } })),
      ).toStrictEqual([
        '- old/b old/b',
        'old old old',
        'old/  ',
        'old/a a a',
        'old/b - b',
        'other other other',
      ])
    },
  )

  it('takes prefixes by their bytes', async () => {
    const left = await open(rowsOf(invalid, 'é/x', 'e\u0301/x'))
    const right = await open(rowsOf(Uint8Array.of(0x62, 0x2f, 0xff), 'b/x'))
    const byPrefix = async (from: string) =>
      keysOf(matching(left, right, { left: { rewriteKey: { from, to: 'b/' } } }))
    expect(await byPrefix('a/')).toContain('a/\uFFFD b/\uFFFD b/\uFFFD')
    expect(await byPrefix('é/')).toContain('é/x b/x b/x')
    expect(await byPrefix('e\u0301/')).toContain('e\u0301/x b/x b/x')
  })

  it('makes keys longer', async () => {
    const left = await open(rowsOf('a', 'b'.repeat(1000)))
    const to = 'x'.repeat(500)
    const right = await open(rowsOf(`${to}a`, `${to}${'b'.repeat(1000)}`))
    const matched = matching(left, right, { left: { rewriteKey: { from: '', to } } })
    expect(await keysOf(matched)).toHaveLength(2)
    const rewriteKey = { from: '', to: 'x'.repeat(70_000) }
    await expect(keysOf(matching(left, right, { left: { rewriteKey } }))).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'a prefix to rewrite is too long',
    })
  })

  it('replaces what a regular expression matches, but in keys that are no UTF-8', async () => {
    const left = await open(rowsOf('2024/01/a', '2024/02/a', 'b', invalid, 'a/\uFFFD'))
    const right = await open(rowsOf('2024-01-a', '2024-02-a', 'b', invalid, 'a-\uFFFD'))
    const rewriteKey = { pattern: /\//gy, replacement: '-' }
    rewriteKey.pattern.lastIndex = 3
    expect(
      await keysOf(
        matching(left, right, { left: { rewriteKey: { ...rewriteKey, pattern: /\//g } } }),
      ),
    ).toStrictEqual([
      '2024/01/a 2024-01-a 2024-01-a',
      '2024/02/a 2024-02-a 2024-02-a',
      'a/\uFFFD a-\uFFFD a-\uFFFD',
      'a/\uFFFD a/\uFFFD a/\uFFFD',
      'b b b',
    ])
  })

  it.each([
    [1024 * 1024, false],
    [1024 * 1024, true],
    [fewBytes, false],
  ])('refuses to make one key of two (%i bytes, merged: %s)', async (memory, merge) => {
    const many = Array.from({ length: 30 }, (_, number) => `new/${100 + number}`)
    const left = await open(rowsOf(...many, 'old/129'))
    const right = await open(rowsOf('x'))
    const rewriteKey = { from: 'old/', to: 'new/' }
    await expect(
      keysOf(matching(left, right, { memory, merge, spillTo, left: { rewriteKey } })),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      message:
        'the keys "new/129" and "old/129" of the left side both become "new/129": rewrite keys so that no two become one',
    })
    expect(await readdir(folder)).toStrictEqual([])
  })

  it('knows a row that is there twice from two keys that become one', async () => {
    const left = await open(rowsOf('old/a', 'old/a'))
    const right = await open(rowsOf('a'))
    for (const match of ['key', 'version'] as const) {
      const matched = matching(left, right, {
        match,
        left: { rewriteKey: { from: 'old/', to: '' } },
      })
      expect(await keysOf(matched)).toStrictEqual(['old/a a a'])
      expect(matched.statistics.left).toMatchObject({ duplicates: 1, duplicateKeys: ['a'] })
    }
  })
})
