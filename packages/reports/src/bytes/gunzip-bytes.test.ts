import { createHash, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { gunzipBytes } from './gunzip-bytes.ts'
import { inflatedBeside } from './inflated-beside.ts'

type Inflate = (bytes: AsyncIterable<Uint8Array>, file: string) => AsyncGenerator<Uint8Array, void>

async function* chunks(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

const hello = gzipSync('hello ')
const world = gzipSync('world')

const ways: readonly (readonly [string, Inflate])[] = [
  ['here', gunzipBytes],
  ['in a thread beside', (bytes, file) => beside(bytes, file)],
]

function beside(bytes: AsyncIterable<Uint8Array>, file: string, md5?: string) {
  const inflated = inflatedBeside(bytes, file, md5)
  if (inflated === undefined) throw new Error('this machine has no threads')
  return inflated
}

async function whole(inflated: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  // A chunk is valid until the next.
  for await (const chunk of inflated) parts.push(Uint8Array.from(chunk))
  return Buffer.concat(parts)
}

describe.each(ways)('inflated %s', (_, inflateBytes) => {
  const inflate = async (bytes: Uint8Array, size = 64 * 1024) =>
    (await whole(inflateBytes(chunks(bytes, size), 'a.csv.gz'))).toString()

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
        for await (const chunk of inflateBytes(failing(), 'a')) expect(chunk.length).toBe(6)
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
      for await (const chunk of inflateBytes(source(), 'a')) {
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
      const bytes = inflateBytes(source(), 'a')
      await bytes.next()
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve))
      expect(given).toBeLessThan(5 << 20)
      await bytes.return()
    })
  })
})

describe('chunks', () => {
  it('are of a mebibyte', async () => {
    const sizes: number[] = []
    const bytes = gunzipBytes(chunks(gzipSync(Buffer.alloc(3_000_000)), 64 * 1024), 'a')
    for await (const chunk of bytes) sizes.push(chunk.length)
    expect(sizes).toStrictEqual([1_048_576, 1_048_576, 902_848])
  })
})

describe('what is inflated in a thread', () => {
  const content = randomBytes(3_000_000)
  const compressed = gzipSync(content)
  const md5 = createHash('md5').update(compressed).digest('hex')

  it('is hashed as it was delivered', async () => {
    const read = await whole(beside(chunks(compressed, 700_000), 'a', md5.toUpperCase()))
    expect(read.equals(content)).toBe(true)
    await expect(
      whole(beside(chunks(compressed, 700_000), 'a', md5.replace(/./, 'x'))),
    ).rejects.toMatchObject({
      code: 'corrupt-report',
      message: `data file "a" has the MD5 ${md5}, not x${md5.slice(1)} as in its manifest`,
    })
  })

  it('is each stream as it is, of many at a time, and of those that end early', async () => {
    const all = Array.from({ length: 12 }, async (_, index) => {
      const text = String(index).repeat(index * 200_000)
      const stream = beside(chunks(gzipSync(text), 10_000), `${index}`)
      if (index % 3 === 0) {
        await stream.next()
        await stream.return()
        return true
      }
      return (await whole(stream)).toString() === text
    })
    expect(await Promise.all(all)).toStrictEqual(all.map(() => true))
  })

  it('is kept from the memory that its reader is at', async () => {
    const texts = Array.from({ length: 5_000_000 }, (_, index) => 65 + (index % 26))
    const stream = beside(chunks(gzipSync(Uint8Array.from(texts)), 1000), 'a')
    let at = 0
    for await (const chunk of stream) {
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
      expect(chunk.every((byte, index) => byte === 65 + ((at + index) % 26))).toBe(true)
      at += chunk.length
    }
    expect(at).toBe(texts.length)
  })
})
