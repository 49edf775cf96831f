import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { isInventoryError } from '@bucket-inventory/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ComparedObject } from '../compared-object.ts'
import { jobTools } from './job-form.ts'
import { buckets, JobWorld, missing, notExpressed } from './job-world.test.support.ts'
import { listedBy } from './listed-by.test.support.ts'
import { jobVerdicts } from './selected-objects.ts'
import { writeJob } from './write-job.ts'

describe('writeJob', () => {
  let world: JobWorld
  beforeAll(async () => {
    world = await JobWorld.start()
  })
  afterAll(() => world.close())

  it('lists what is missing and what differs, by the keys of the source', async () => {
    const written = await world.write('rclone', oneOfEachVerdict)
    expect(written).toMatchObject({ objects: 3, bytes: 6, notExpressed: 0 })
    expect(written.verdicts).toStrictEqual({
      missing: 1,
      'size-differs': 1,
      'content-differs': 1,
      'metadata-differs': 0,
      'in-flight': 0,
      'cannot-tell': 0,
    })
    expect(await listedBy('rclone', written.folder)).toStrictEqual([
      { key: 'old/missing' },
      { key: 'old/size-differs' },
      { key: 'old/content-differs' },
    ])
  })

  it('lists the objects of other verdicts when asked, but for what only the right side has', async () => {
    const written = await world.write('rclone', oneOfEachVerdict, { verdicts: jobVerdicts })
    expect(written).toMatchObject({ objects: 6, verdicts: { 'in-flight': 1, 'cannot-tell': 1 } })
    const { folder } = await world.write('rclone', oneOfEachVerdict, { verdicts: ['in-flight'] })
    expect(await listedBy('rclone', folder)).toStrictEqual([{ key: 'old/in-flight' }])
  })

  it.each(jobTools)('writes nothing for %s where there is nothing to copy', async (tool) => {
    const before = await readdir(world.root)
    expect(await world.write(tool, [same])).toStrictEqual({
      tool,
      objects: 0,
      bytes: 0,
      notExpressed: 0,
      verdicts: Object.fromEntries(jobVerdicts.map((verdict) => [verdict, 0])),
      files: [],
      next: [],
    })
    expect(await readdir(world.root)).toStrictEqual(before)
  })

  it.each(jobTools)('lists objects that %s cannot name apart, with the reason', async (tool) => {
    const bytes = new Uint8Array([0x61, 0xff])
    const invalid = { key: 'a\uFFFD', keyBytes: bytes, size: 3 }
    const { folder, files, ...counts } = await world.write(tool, [missing(invalid)])
    expect(counts).toMatchObject({ objects: 0, bytes: 0, notExpressed: 1, next: [] })
    expect(files.map(({ name }) => name)).toStrictEqual(['not-expressed.ndjson'])
    expect(await readdir(folder ?? '')).toStrictEqual(['not-expressed.ndjson'])
    expect(await notExpressed(folder)).toStrictEqual([
      {
        ...invalid,
        keyBytes: Buffer.from(bytes).toString('base64'),
        verdict: 'missing',
        reason: 'has a key that is no UTF-8',
      },
    ])
  })

  it.each([0, 32_767, 100_000_001, Number.NaN])('refuses files of %s bytes', async (partBytes) => {
    await expect(world.write('online-migration', [], { partBytes })).rejects.toMatchObject({
      code: 'invalid-input',
    })
  })

  it('takes a folder that is empty', async () => {
    const folder = join(world.root, 'empty')
    await mkdir(folder)
    await world.write('rclone', [missing({ key: 'a' })], { folder })
    expect(await readdir(folder)).toStrictEqual(['files-from.txt'])
    await expect(world.write('rclone', [], { folder })).rejects.toMatchObject({
      code: 'already-exists',
    })
  })

  it('refuses a name that is taken, and one that is taken meanwhile', async () => {
    const folder = join(world.root, 'taken')
    await writeFile(folder, '')
    await expect(world.write('rclone', [], { folder })).rejects.toMatchObject({
      code: 'already-exists',
    })
    const late = join(world.root, 'late')
    const objects = async function* () {
      yield [missing({ key: 'a' })]
      await writeFile(late, 'mine')
    }
    const before = (await readdir(world.root)).length
    await expect(writeJob('rclone', objects(), { ...buckets, folder: late })).rejects.toMatchObject(
      { code: 'already-exists' },
    )
    expect(await readdir(world.root)).toHaveLength(before + 1)
    expect(await readFile(late, 'utf8')).toBe('mine')
  })

  it('refuses a folder that cannot be made', async () => {
    const folder = join(world.root, 'a-file', 'job')
    await writeFile(join(world.root, 'a-file'), '')
    const refused = await world
      .write('rclone', [missing({ key: 'a' })], { folder })
      .catch((error: unknown) => error)
    expect(isInventoryError(refused, 'storage')).toBe(true)
  })

  it.each(jobTools)(
    'leaves nothing behind for %s where the comparison fails or is aborted, and ends it',
    async (tool) => {
      const before = await readdir(world.root)
      let ended = 0
      const abort = new AbortController()
      const objects = async function* (isBroken: boolean) {
        try {
          for (;;) {
            yield [
              missing({ key: 'a' }),
              missing({ key: 'a\uFFFD', keyBytes: new Uint8Array([0xff]) }),
            ]
            expect((await readdir(world.root)).length).toBeGreaterThan(before.length)
            if (isBroken) throw new TypeError('no more')
            abort.abort(new Error('enough'))
          }
        } finally {
          ended++
        }
      }
      const options = { ...buckets, folder: join(world.root, 'broken'), signal: abort.signal }
      await expect(writeJob(tool, objects(true), options)).rejects.toThrow(new TypeError('no more'))
      await expect(writeJob(tool, objects(false), options)).rejects.toThrow('enough')
      expect(ended).toBe(2)
      expect(await readdir(world.root)).toStrictEqual(before)
    },
  )
})

const same = {
  key: 'same',
  verdict: 'same',
  by: 'etag',
  left: { key: 'same' },
  right: { key: 'same' },
} as const

const oneOfEachVerdict: readonly ComparedObject[] = [
  same,
  missing({ key: 'old/missing', size: 1 }),
  { key: 'new/extra', verdict: 'extra', right: { key: 'new/extra' } },
  { ...pair('size-differs', 2), verdict: 'size-differs', by: 'size' },
  { ...pair('content-differs', 3), verdict: 'content-differs', by: 'checksum' },
  {
    ...pair('metadata-differs', 4),
    verdict: 'metadata-differs',
    by: 'etag',
    fields: ['storageClass'],
  },
  { ...pair('in-flight', 5), verdict: 'in-flight', would: 'size-differs' },
  { ...pair('cannot-tell', 6), verdict: 'cannot-tell', reason: 'no-checksum' },
  { key: 'new/a', verdict: 'in-flight', would: 'extra', right: { key: 'new/a' } },
  { key: 'new/b', verdict: 'cannot-tell', reason: 'duplicate-key', right: { key: 'new/b' } },
]

function pair(name: string, size: number) {
  const right = { key: `new/${name}`, size: 0 }
  return { key: right.key, left: { key: `old/${name}`, size }, right }
}
