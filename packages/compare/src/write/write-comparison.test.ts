import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { ComparedObject } from '../compared-object.ts'
import { comparedObjects } from '../list/compared-object.test.support.ts'
import { comparisonOf, listOf, missing, neverCompared, summary } from './comparison.test.support.ts'
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
