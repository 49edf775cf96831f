import { gzipSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { gunzipBytes } from './gunzip-bytes.ts'

async function* chunks(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function inflate(bytes: Uint8Array, size = 64 * 1024): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const chunk of gunzipBytes(chunks(bytes, size), 'a.csv.gz')) parts.push(chunk)
  return Buffer.concat(parts).toString()
}

const hello = gzipSync('hello ')
const world = gzipSync('world')

describe('what is inflated', () => {
  it.each([1, 7, 1000])('is all of several members, however they are cut: %i', async (size) => {
    expect(await inflate(Buffer.concat([hello, gzipSync(''), world]), size)).toBe('hello world')
  })

  it('is nothing of an empty member', async () => {
    expect(await inflate(gzipSync(''))).toBe('')
  })

  it('is what was compressed, wherever it is cut', async () => {
    const text = 'photos,a.jpg,12\n'.repeat(9)
    const compressed = Buffer.concat([gzipSync(text), gzipSync(text, { level: 0 }), gzipSync('')])
    for (let size = 1; size <= compressed.length; size++) {
      expect(await inflate(compressed, size)).toBe(text + text)
    }
  })

  it('comes in chunks of a mebibyte', async () => {
    const sizes: number[] = []
    const bytes = gunzipBytes(chunks(gzipSync(Buffer.alloc(3_000_000)), 64 * 1024), 'a')
    for await (const chunk of bytes) sizes.push(chunk.length)
    expect(sizes).toStrictEqual([1_048_576, 1_048_576, 902_848])
  })
})

describe('what is refused', () => {
  const wrongSum = Buffer.from(world)
  wrongSum[wrongSum.length - 6] = 0

  it.each<[string, Buffer, string]>([
    ['text', Buffer.from('"photos","a.jpg"\n'), 'is no gzip data'],
    ['nothing', Buffer.alloc(0), 'is cut off'],
    ['a cut header', hello.subarray(0, 5), 'is cut off'],
    ['a cut member', hello.subarray(0, -3), 'is cut off'],
    ['a cut second member', Buffer.concat([hello, world.subarray(0, -3)]), 'is cut off'],
    ['a byte of a third', Buffer.concat([hello, world, hello.subarray(0, 1)]), 'is cut off'],
    ['a wrong sum', wrongSum, 'is no gzip data'],
    ['garbage behind', Buffer.concat([hello, Buffer.from('garbage')]), 'is no gzip data'],
    ['zeros behind', Buffer.concat([hello, Buffer.alloc(20)]), 'goes on after the end'],
    ['a member behind zeros', Buffer.concat([hello, Buffer.alloc(20), world]), 'goes on after'],
  ])('%s, in one piece and in many', async (_, bytes, message) => {
    for (const size of [1, 9, 64 * 1024]) {
      await expect(inflate(bytes, size)).rejects.toMatchObject({
        code: 'corrupt-report',
        message: expect.stringMatching(new RegExp(`"a.csv.gz" ${message}`)),
        position: { file: 'a.csv.gz', byte: expect.any(Number) },
      })
    }
  })

  it('with the byte of the file, not of its text', async () => {
    const end = gzipSync(Buffer.alloc(10_000))
    await expect(inflate(Buffer.concat([end, Buffer.alloc(9)]))).rejects.toMatchObject({
      position: { byte: end.length },
    })
  })

  it('never gives wrong bytes as a whole file, whatever is changed in it', async () => {
    const text = 'photos,a.jpg,12\n'.repeat(40)
    const compressed = gzipSync(text)
    const outcomes = new Set<unknown>()
    for (let at = 0; at < compressed.length; at++) {
      for (const flipped of [1, 0x80, 0xff]) {
        const mutated = Buffer.from(compressed)
        mutated[at] = (mutated[at] ?? 0) ^ flipped
        outcomes.add(await inflate(mutated, 1 + (at % 40)).catch(({ code }) => code))
      }
    }
    // Some bytes of the header, such as its time, mean nothing.
    expect(outcomes).toStrictEqual(new Set([text, 'corrupt-report']))
  })
})

describe('the source', () => {
  it('fails as itself', async () => {
    const failure = new Error('the source failed')
    async function* failing() {
      yield hello
      throw failure
    }
    const reading = (async () => {
      for await (const chunk of gunzipBytes(failing(), 'a')) expect(chunk.length).toBe(6)
    })()
    await expect(reading).rejects.toBe(failure)
  })

  it('is closed when the reader stops early', async () => {
    let closed = false
    const compressed = gzipSync(Buffer.alloc(50_000_000), { level: 0 })
    async function* source() {
      try {
        yield* chunks(compressed, 64 * 1024)
      } finally {
        closed = true
      }
    }
    for await (const chunk of gunzipBytes(source(), 'a')) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    expect(closed).toBe(true)
  })

  it('is asked for no more than some mebibytes ahead of the reader', async () => {
    let given = 0
    const compressed = gzipSync(Buffer.alloc(50_000_000), { level: 0 })
    async function* source() {
      for await (const chunk of chunks(compressed, 64 * 1024)) {
        given += chunk.length
        yield chunk
      }
    }
    const bytes = gunzipBytes(source(), 'a')
    await bytes.next()
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(given).toBeLessThan(5 << 20)
    await bytes.return()
  })
})
