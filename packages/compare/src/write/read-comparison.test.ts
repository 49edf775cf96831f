import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { comparisonOf, listOf, missing } from './comparison.test.support.ts'
import { readComparison } from './read-comparison.ts'
import { writeComparison } from './write-comparison.ts'

let base: string
let folder: string
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'written-comparison-'))
  folder = join(base, 'result')
})
afterEach(() => rm(base, { recursive: true, force: true }))

describe('what is read', () => {
  it.each<[string, (list: string) => Promise<unknown>, number | undefined, string]>([
    ['no JSON', (list) => appendFile(list, 'x\n'), 4, 'is no JSON'],
    ['a blank line', (list) => appendFile(list, '\n'), 4, 'is no JSON'],
    ['no object', (list) => appendFile(list, '{"verdict":"fine"}\n'), 4, 'verdict: '],
    [
      'a wrong member',
      (list) => appendFile(list, '{"verdict":"missing","key":"a","left":{"key":"a","size":"1"}}\n'),
      4,
      'left.size: ',
    ],
    ['no UTF-8', (list) => appendFile(list, Buffer.from([0x22, 0xff, 0x22, 10])), 4, 'is no UTF-8'],
    ['a line without end', (list) => appendFile(list, '{}'), 4, 'is cut off'],
    ['an endless line', (list) => appendFile(list, 'x'.repeat(3_000_000)), 4, 'is too long'],
    ['a cut file', async (list) => truncate(list, (await stat(list)).size - 5), 3, 'is cut off'],
    [
      'one less',
      async (list) => truncate(list, (await stat(list)).size / 3),
      undefined,
      '1 objects',
    ],
    ['no list', (list) => rm(list), undefined, 'is missing'],
  ])('is refused for %s, by file and line', async (_, spoil, line, message) => {
    await writeComparison(folder, comparisonOf([[missing('a'), missing('b'), missing('c')]]))
    const list = join(folder, 'objects.ndjson')
    await spoil(list)
    const read = await readComparison(folder)
    await expect(listOf(read)).rejects.toMatchObject({
      code: 'invalid-input',
      position: line === undefined ? { file: list } : { file: list, line },
      message: expect.stringContaining(message),
    })
  })

  it.each<[string, (text: string) => string, string]>([
    ['no JSON', (text) => text.slice(0, -3), 'is no JSON'],
    ['another version', (text) => text.replace('/v1', '/v2'), 'apiVersion: '],
    ['a plan', (text) => text.replace('"comparison"', '"plan"'), 'kind: '],
    ['a count that is missing', (text) => text.replace('"extra": 0,', ''), 'counts.extra: '],
    ['half an object', (text) => text.replace('"extra": 0,', '"extra": 0.5,'), 'counts.extra: '],
    ['another list', (text) => text.replace('objects.nd', '../../objects.nd'), 'as its list'],
  ])('is refused for a summary with %s', async (_, spoil, message) => {
    await writeComparison(folder, comparisonOf([]))
    const file = join(folder, 'comparison.json')
    await writeFile(file, spoil(await readFile(file, 'utf8')))
    await expect(readComparison(folder)).rejects.toMatchObject({
      code: 'invalid-input',
      position: { file },
      message: expect.stringContaining(message),
    })
  })

  it('is refused where there is no comparison', async () => {
    const refusal = { code: 'invalid-input', message: expect.stringContaining('no comparison') }
    await expect(readComparison(folder)).rejects.toMatchObject(refusal)
    await expect(readComparison(base)).rejects.toMatchObject(refusal)
  })
})
