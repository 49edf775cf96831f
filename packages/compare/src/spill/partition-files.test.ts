import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createPartitionFiles } from './partition-files.ts'
import type { PartitionFiles } from './partition-files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partition-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('partitions', () => {
  it('give back what was added to each, in order, however it was cut', async () => {
    const writes = fc.array(
      fc.record({
        partition: fc.nat({ max: 4 }),
        length: fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 600_000 })),
      }),
      { maxLength: 40 },
    )
    await fc.assert(
      fc.asyncProperty(writes, async (all) => {
        const files = await createPartitionFiles(folder, 'rows', 5)
        const added: Buffer[][] = [[], [], [], [], []]
        let seed = 1
        // The caller's memory, which it uses again at once.
        const memory = Buffer.alloc(600_000)
        for (const { partition, length } of all) {
          for (let at = 0; at < length; at++) {
            seed = (seed * 16_807) % 2_147_483_647
            memory[at] = seed
          }
          added[partition]?.push(Buffer.from(memory.subarray(0, length)))
          await files.write(partition, memory.subarray(0, length))
        }
        await files.finish()
        for (const [partition, pieces] of added.entries()) {
          const expected = Buffer.concat(pieces)
          expect(files.size(partition)).toBe(expected.length)
          const { bytes, lengths } = await readAll(files, partition)
          expect(bytes.equals(expected)).toBe(true)
          expect(lengths.slice(0, -1).every((length) => length === 1024 * 1024)).toBe(true)
        }
        await files.close()
        expect(await readdir(folder)).toStrictEqual([])
      }),
      { numRuns: 30 },
    )
  })

  it('are as many as 256 at once, and let many bytes wait for the disk', async () => {
    const files = await createPartitionFiles(folder, 'rows', 256)
    const row = Buffer.alloc(30_000, 'x')
    let waits = 0
    for (let index = 0; index < 256 * 8; index++) {
      const waiting = files.write(index % 256, row)
      if (waiting === undefined) continue
      waits++
      await waiting
    }
    await files.finish()
    expect(waits).toBeGreaterThan(0)
    expect((await readAll(files, 255)).bytes).toStrictEqual(Buffer.alloc(240_000, 'x'))
    await files.remove(255)
    expect(await readdir(folder)).toHaveLength(255)
    await files.close()
  })

  it('are read by several at once', async () => {
    const files = await createPartitionFiles(folder, 'rows', 2)
    await files.write(0, Buffer.alloc(3_000_000, 'a'))
    await files.write(1, Buffer.alloc(3_000_000, 'b'))
    await files.finish()
    const [first, second] = await Promise.all([readAll(files, 0), readAll(files, 1)])
    expect(first.bytes.equals(Buffer.alloc(3_000_000, 'a'))).toBe(true)
    expect(second.bytes.equals(Buffer.alloc(3_000_000, 'b'))).toBe(true)
  })

  it('can be left in the middle of reading, and be read again', async () => {
    const files = await createPartitionFiles(folder, 'rows', 1)
    await files.write(0, Buffer.alloc(5_000_000, 'a'))
    await files.finish()
    for await (const piece of files.read(0)) {
      expect(piece).toHaveLength(1024 * 1024)
      break
    }
    expect((await readAll(files, 0)).bytes).toHaveLength(5_000_000)
    await files.remove(0)
    expect(await readdir(folder)).toStrictEqual([])
  })

  it('are refused where there are none, or too many', async () => {
    await expect(createPartitionFiles(folder, 'rows', 0)).rejects.toThrow(RangeError)
    await expect(createPartitionFiles(folder, 'rows', 257)).rejects.toThrow(RangeError)
    const files = await createPartitionFiles(folder, 'rows', 1)
    expect(() => files.write(1, Buffer.from('a'))).toThrow(RangeError)
  })

  it('are written first, and then read', async () => {
    const files = await createPartitionFiles(folder, 'rows', 1)
    await expect(readAll(files, 0)).rejects.toThrow('before the files are finished')
    await files.finish()
    expect(() => files.write(0, Buffer.from('a'))).toThrow('after the files are finished')
    expect((await readAll(files, 0)).bytes).toHaveLength(0)
  })

  it('leave nothing behind where they are given up while much waits for the disk', async () => {
    const files = await createPartitionFiles(folder, 'rows', 4)
    const waiting: Promise<void>[] = []
    for (let index = 0; index < 40; index++) {
      const wait = files.write(index % 4, Buffer.alloc(1_000_000))
      if (wait !== undefined) waiting.push(wait)
    }
    const outcomes = Promise.allSettled(waiting)
    await files.close()
    expect(await readdir(folder)).toStrictEqual([])
    expect((await outcomes).some(({ status }) => status === 'rejected')).toBe(true)
    await expect(files.write(0, Buffer.from('a'))).rejects.toThrow('closed')
  })
})

describe('a disk that fails', () => {
  it.runIf(process.platform === 'linux')(
    'is told of while it is written to, and from then on',
    async () => {
      // A device that is always full stands for the disk.
      await symlink('/dev/full', join(folder, 'rows-1'))
      const files = await createPartitionFiles(folder, 'rows', 2)
      const write = async () => {
        for (let index = 0; index < 1000; index++)
          await files.write(index % 2, Buffer.alloc(90_000))
      }
      const full = {
        code: 'storage',
        retryable: false,
        message: expect.stringMatching(
          new RegExp(`^folder "${folder}", .*ENOSPC.*free space there.*--spill`),
        ),
      }
      await expect(write()).rejects.toMatchObject(full)
      await expect(files.write(0, Buffer.from('a'))).rejects.toMatchObject(full)
      await expect(files.finish()).rejects.toMatchObject(full)
      await expect(readAll(files, 0)).rejects.toMatchObject(full)
      await files.close()
      expect(await readdir(folder)).toStrictEqual([])
    },
  )

  it('is told of at the end, where all fits into memory until then', async () => {
    const files = await createPartitionFiles(folder, 'rows', 1)
    await rm(folder, { recursive: true })
    await files.write(0, Buffer.from('a'))
    await expect(files.finish()).rejects.toMatchObject({ code: 'storage' })
  })

  it('is told of before anything is written', async () => {
    const missing = join(folder, 'missing')
    await expect(createPartitionFiles(missing, 'rows', 1)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(/missing.*ENOENT.*name a folder that can be written to/),
    })
  })

  it('is told of where a file is cut off before it is read', async () => {
    const files = await createPartitionFiles(folder, 'rows', 1)
    await files.write(0, Buffer.alloc(1000))
    await files.finish()
    await writeFile(join(folder, 'rows-0'), 'short')
    await expect(readAll(files, 0)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('shorter than what was written'),
    })
  })
})

async function readAll(files: PartitionFiles, partition: number) {
  const pieces: Buffer[] = []
  for await (const piece of files.read(partition)) pieces.push(Buffer.from(piece))
  return { bytes: Buffer.concat(pieces), lengths: pieces.map(({ length }) => length) }
}
