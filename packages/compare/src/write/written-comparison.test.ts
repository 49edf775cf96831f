import { spawn } from 'node:child_process'
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { ComparedObject } from '../compared-object.ts'
import type { ComparisonSummary, VerdictCounts } from '../comparison-summary.ts'
import type { Comparison } from '../comparison.ts'
import { comparedObjects } from '../list/compared-object.test.support.ts'
import { readComparison } from './read-comparison.ts'
import { writeComparison } from './write-comparison.ts'

let base: string
let folder: string
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'written-comparison-'))
  folder = join(base, 'result')
})
afterEach(() => rm(base, { recursive: true, force: true }))

describe('a comparison in a folder', () => {
  it('is read back as it was, whatever its objects are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(comparedObjects, { maxLength: 6 }), { maxLength: 4 }),
        async (batches) => {
          expect(await writeComparison(folder, comparisonOf(batches))).toStrictEqual(summary)
          const read = await readComparison(folder)
          expect(read.summary).toStrictEqual({
            apiVersion: 'bucket-inventory/v1',
            kind: 'comparison',
            list: { file: 'objects.ndjson', format: 'ndjson', objects: batches.flat().length },
            ...summary,
          })
          expect(await listOf(read)).toStrictEqual(batches.flat())
          expect(await listOf(read)).toStrictEqual(batches.flat())
          await rm(folder, { recursive: true })
        },
      ),
      { numRuns: 30 },
    )
  })

  it('says where the reports are, and shows its objects as they are written', async () => {
    const places = { left: 's3://photos#daily', right: 'oss://photos-cn#bi-daily' }
    const seen: ComparedObject[] = []
    await writeComparison(folder, comparisonOf([[missing('a')], [missing('b')]]), {
      places,
      onObjects: (objects) => seen.push(...objects),
    })
    expect((await readComparison(folder)).summary.places).toStrictEqual(places)
    expect(seen).toStrictEqual([missing('a'), missing('b')])
    expect((await readdir(folder)).toSorted()).toStrictEqual(['comparison.json', 'objects.ndjson'])
    const text = await readFile(join(folder, 'comparison.json'), 'utf8')
    expect(text).toMatch(
      /^\{\n {2}"apiVersion": "bucket-inventory\/v1",\n {2}"kind": "comparison",/,
    )
    expect(text.endsWith('}\n')).toBe(true)
  })

  it('is read in blocks, and can be left in the middle', async () => {
    const many = Array.from({ length: 8000 }, (_, row) => missing(`key-${row}`))
    await writeComparison(folder, comparisonOf([many]))
    const read = await readComparison(folder)
    for await (const objects of read.objects()) {
      expect(objects.length).toBeLessThan(7000)
      break
    }
    expect(await listOf(read)).toStrictEqual(many)
  })

  it.each(['csv', 'parquet'] as const)(
    'is summarised only where its list is %s',
    async (format) => {
      await writeComparison(folder, comparisonOf([[missing('a')]]), { format })
      expect((await stat(join(folder, `objects.${format}`))).size).toBeGreaterThan(0)
      const read = await readComparison(folder)
      expect(read.summary).toMatchObject({ list: { format }, conclusion: 'differs' })
      await expect(listOf(read)).rejects.toMatchObject({
        code: 'unsupported',
        message: expect.stringMatching(`objects.${format}.*only NDJSON is read back`),
      })
    },
  )
})

describe('the folder', () => {
  it('may be there, if it is empty', async () => {
    await mkdir(folder)
    await writeComparison(folder, comparisonOf([]))
    expect(await readdir(folder)).toContain('comparison.json')
  })

  it('may be where a link leads', async () => {
    await mkdir(join(base, 'elsewhere'))
    await symlink(join(base, 'elsewhere'), folder)
    await writeComparison(folder, comparisonOf([]))
    expect(await readdir(join(base, 'elsewhere'))).toContain('comparison.json')
    expect((await readdir(base)).toSorted()).toStrictEqual(['elsewhere', 'result'])
  })

  it('is refused where something is in it, before anything is compared', async () => {
    await mkdir(folder)
    await writeFile(join(folder, 'precious'), '')
    const refusal = { code: 'already-exists', message: expect.stringContaining('is not empty') }
    await expect(writeComparison(folder, neverCompared)).rejects.toMatchObject(refusal)
    expect(await readdir(folder)).toStrictEqual(['precious'])
    expect(await readdir(base)).toStrictEqual(['result'])
  })

  it('is refused where it is a file, or nowhere', async () => {
    await writeFile(folder, 'precious')
    const refusal = { code: 'already-exists', message: expect.stringContaining('is no folder') }
    await expect(writeComparison(folder, neverCompared)).rejects.toMatchObject(refusal)
    expect(await readFile(folder, 'utf8')).toBe('precious')
    await expect(writeComparison(join(base, 'no', 'where'), neverCompared)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('ENOENT'),
    })
  })

  it('is left alone where somebody fills it meanwhile', async () => {
    const meanwhile = comparisonOf([[missing('a')]], async () => {
      await mkdir(folder)
      await writeFile(join(folder, 'precious'), '')
    })
    await expect(writeComparison(folder, meanwhile)).rejects.toMatchObject({
      code: 'already-exists',
    })
    expect(await readdir(folder)).toStrictEqual(['precious'])
    expect(await readdir(base)).toStrictEqual(['result'])
  })

  it('is not there while it is written, nor where comparing fails', async () => {
    const reason = new Error('aborted')
    const failing = comparisonOf([[missing('a')]], async () => {
      expect(await readdir(base)).toStrictEqual([expect.stringMatching(/^\.result\.\w+\.part$/)])
      throw reason
    })
    const listeners = process.listenerCount('exit')
    await expect(writeComparison(folder, failing)).rejects.toBe(reason)
    expect(await readdir(base)).toStrictEqual([])
    expect(process.listenerCount('exit')).toBe(listeners)
  })

  it('is not there where the disk is full', async () => {
    const program = `
      import { writeComparison } from ${JSON.stringify(new URL('write-comparison.ts', import.meta.url).href)}
      const key = 'x'.repeat(1000)
      const comparison = {
        async *[Symbol.asyncIterator]() {
          for (let row = 0; row < 1000; row++) yield [{ verdict: 'missing', key, left: { key } }]
        },
      }
      await writeComparison(process.argv[1], comparison).catch(({ code, message }) => console.log(code, message))
    `
    const sources = ['--import', 'tsx', '--conditions=@bucket-inventory/source']
    const words = [process.execPath, ...sources, '--input-type=module', '--eval', program, folder]
    // No file of this process may be longer than so many blocks. What it prints goes through a pipe.
    const child = spawn('sh', ['-c', 'ulimit -f 200; "$@"', 'sh', ...words])
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
    await new Promise((resolve) => {
      child.on('close', resolve)
    })
    expect(output).toMatch(/^storage ".*result" cannot be written: EFBIG/)
    expect(await readdir(base)).toStrictEqual([])
  })
})

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

function missing(key: string): ComparedObject {
  return { verdict: 'missing', key, left: { key } }
}

async function listOf(read: Awaited<ReturnType<typeof readComparison>>) {
  const objects: ComparedObject[] = []
  for await (const batch of read.objects()) objects.push(...batch)
  return objects
}

function counts(missing: number): VerdictCounts {
  return {
    same: 0,
    missing,
    extra: 0,
    'size-differs': 0,
    'content-differs': 0,
    'metadata-differs': 0,
    'in-flight': 0,
    'cannot-tell': 0,
  }
}

const summary: ComparisonSummary = {
  counts: counts(3),
  bytes: counts(2 ** 60),
  evidence: { same: { 'md5-etag': 1 }, differs: {}, cannotTell: { 'multipart-etag': 2 } },
  byPrefix: [{ prefix: 'a/"\n', counts: counts(1), bytes: counts(2) }],
  byStorageClass: [{ storageClass: 'STANDARD', counts: counts(1), bytes: counts(2) }],
  left: side('photos', 'aws-s3'),
  right: side('photos-cn', 'alibaba-oss'),
  trust: 'checksum',
  watermark: { differs: 1, missing: 2 },
  confirmed: { looked: 1, settled: 0, notLooked: 0 },
  method: 'partitions',
  warnings: [
    { code: 'no-rows', side: 'left', message: 'there are none' },
    { code: 'same-bucket', message: 'it is one' },
  ],
  conclusion: 'differs',
}

function side(bucket: string, provider: string): ComparisonSummary['left'] {
  return { name: bucket, bucket, provider, time: 1, objects: 2, bytes: 3, skipped: 4 }
}

/** A comparison of these batches; after them something happens. */
function comparisonOf(
  batches: readonly (readonly ComparedObject[])[],
  after?: () => Promise<void>,
): Comparison {
  return {
    async *[Symbol.asyncIterator]() {
      yield* batches
      await after?.()
    },
    summary: () => Promise.resolve(summary),
  }
}

const neverCompared: Comparison = {
  [Symbol.asyncIterator]() {
    throw new Error('it was compared')
  },
  summary() {
    throw new Error('it was compared')
  },
}
