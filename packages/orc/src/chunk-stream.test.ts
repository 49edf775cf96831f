import { setImmediate } from 'node:timers/promises'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { openByteRanges } from './byte-ranges.ts'
import { bytesSource } from './bytes-source.ts'
import { ChunkStream } from './chunk-stream.ts'
import { codecs } from './codec.ts'
import type { Codec, OrcCompression } from './codec.ts'

async function chunksOf(
  bytes: Uint8Array,
  compression: OrcCompression = 'zlib',
  blockSize = 256 << 10,
): Promise<string[]> {
  const [cursor] = openByteRanges(bytesSource(bytes), [{ start: 0, end: bytes.length }])
  if (cursor === undefined) throw new Error('a range has a cursor')
  const stream = new ChunkStream(cursor, { codec: codecs[compression], blockSize })
  const chunks: string[] = []
  for (;;) {
    const chunk = await stream.next()
    if (chunk === undefined) return chunks
    chunks.push(Buffer.from(chunk).toString('latin1'))
  }
}

const header = (length: number, original: boolean) => {
  const word = length * 2 + (original ? 1 : 0)
  return Buffer.from([word & 255, (word >> 8) & 255, word >> 16])
}
const zlib = (text: string) => {
  const body = deflateRawSync(text)
  return Buffer.concat([header(body.length, false), body])
}

// https://orc.apache.org/specification/ORCv1/#compression
test('reads the headers of the specification', async () => {
  expect(header(100_000, false)).toEqual(Buffer.from([0x40, 0x0d, 0x03]))
  const original = Buffer.concat([Buffer.from([0x0b, 0, 0]), Buffer.from('hello')])
  expect(await chunksOf(original)).toEqual(['hello'])
})

test('reads compressed and original chunks in order, also one that fills a block exactly', async () => {
  const full = 'x'.repeat(1000)
  const bytes = Buffer.concat([zlib('one'), header(3, true), Buffer.from('two'), zlib(full)])
  expect(await chunksOf(bytes, 'zlib', 1000)).toEqual(['one', 'two', full])
})

test('cuts a stream without compression into pieces', async () => {
  expect(await chunksOf(Buffer.from('abcdefg'), 'none', 3)).toEqual(['abc', 'def', 'g'])
})

test('makes as many chunks ready as it is told, and no more', async () => {
  const texts = Array.from({ length: 10 }, (_, index) => `chunk ${index}`)
  const bytes = Buffer.concat(texts.map(zlib))
  const [cursor] = openByteRanges(bytesSource(bytes), [{ start: 0, end: bytes.length }])
  if (cursor === undefined) throw new Error('a range has a cursor')
  let started = 0
  const codec: Codec = async (chunk) => {
    started++
    return inflateRawSync(chunk)
  }
  const stream = new ChunkStream(cursor, { codec, blockSize: 1000 }, { ahead: 3 })
  const read: string[] = []
  for (let index = 0; index < 10; index++) {
    read.push(Buffer.from((await stream.next()) ?? []).toString())
    await setImmediate()
    expect(started).toBe(Math.min(index + 4, 10))
  }
  expect(read).toEqual(texts)
  expect(await stream.next()).toBeUndefined()
})

test('refuses chunks that expand to more than a block, are damaged or do not end', async () => {
  await expect(chunksOf(zlib('x'.repeat(1001)), 'zlib', 1000)).rejects.toThrow(
    'byte 0: a compressed chunk cannot be read: it holds more than 1000 bytes',
  )
  const long = Buffer.concat([header(1001, true), Buffer.alloc(1001)])
  await expect(chunksOf(long, 'zlib', 1000)).rejects.toThrow('a chunk of 1001 bytes, more than')
  const damaged = zlib('hello hello hello')
  damaged[3] = 0xff
  await expect(chunksOf(damaged)).rejects.toThrow('byte 0: a compressed chunk cannot be read')
  await expect(chunksOf(zlib('hello').subarray(0, 5))).rejects.toThrow('a chunk of 7 bytes in a')
  const second = Buffer.concat([zlib('one'), Buffer.from([1, 0])])
  await expect(chunksOf(second)).rejects.toThrow(`byte ${second.length - 2}: a stream ends inside`)
})

test('refuses a chunk of snappy or zstd as it does one of zlib', async () => {
  const body = Buffer.concat([header(4, false), Buffer.from([1, 2, 3, 4])])
  await expect(chunksOf(body, 'snappy')).rejects.toThrow('a compressed chunk cannot be read')
  await expect(chunksOf(body, 'zstd')).rejects.toThrow('a compressed chunk cannot be read')
})
