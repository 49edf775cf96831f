import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'

import { describe, expect, it } from 'vitest'

import { flowingChunks } from './flowing-chunks.ts'

const kibibyte = Buffer.alloc(1024)

/** So many chunks of a kibibyte, then an error if one is given. */
function stream(chunks: number, failure?: Error) {
  let made = 0
  const readable = new Readable({
    highWaterMark: 1024,
    read() {
      if (made < chunks) this.push(kibibyte)
      else if (failure === undefined) this.push(null)
      else this.destroy(failure)
      made++
    },
  })
  return { readable, made: () => made }
}

describe('the chunks of a stream', () => {
  it('come as they were made, and no more of them than are wanted ahead', async () => {
    const { readable, made } = stream(40)
    let taken = 0
    for await (const chunk of flowingChunks(readable, 4096)) {
      expect(chunk).toHaveLength(1024)
      taken++
      for (let turned = 0; turned < 5; turned++) await turn()
      // What waits here, what the stream holds itself, and one on its way.
      expect(made()).toBeLessThanOrEqual(taken + 4 + 1 + 1)
    }
    expect(taken).toBe(40)
  })

  it('end with the error of the stream, behind those that came before', async () => {
    const { readable } = stream(3, new Error('torn'))
    const sizes: number[] = []
    const read = async () => {
      for await (const { length } of flowingChunks(readable, 1024)) sizes.push(length)
    }
    await expect(read()).rejects.toThrow('torn')
    expect(sizes).toStrictEqual([1024, 1024, 1024])
  })

  it('destroy the stream when nobody wants more', async () => {
    const { readable } = stream(9)
    for await (const { length } of flowingChunks(readable, 1024)) {
      expect(length).toBe(1024)
      break
    }
    expect(readable.destroyed).toBe(true)
  })
})
