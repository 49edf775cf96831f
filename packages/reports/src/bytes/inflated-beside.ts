import { InventoryError } from '@bucket-inventory/core'

import { corruptGzip, trailingBytes } from './gunzip-problems.ts'
import { inflatingStream, pieces } from './inflating-thread.ts'
import type { InflatingAnswer } from './inflating-thread.ts'
import { wrongMd5 } from './wrong-md5.ts'

/**
 * As `gunzipBytes`, but inflated in a thread, and hashed there too if there is an MD5: what comes out of it is then known to be
 * what was delivered when it has ended. A chunk is valid until the next is asked for. `undefined` where there can be no thread.
 */
export function inflatedBeside(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  md5: string | undefined,
): AsyncGenerator<Uint8Array, void, undefined> | undefined {
  const answers: InflatingAnswer[] = []
  const free = Array.from({ length: pieces.input.count }, (_, piece) => piece)
  let wakeReader: (() => void) | undefined
  let wakeFeeder: (() => void) | undefined
  const stream = inflatingStream(md5 !== undefined, (answer) => {
    if (answer.says === 'taken') {
      free.push(answer.piece)
      wakeFeeder?.()
    } else {
      answers.push(answer)
      wakeReader?.()
    }
  })
  if (stream === undefined) return undefined
  const state = { stopped: false }
  let failure: { readonly error: unknown } | undefined

  async function feed(inflating: NonNullable<typeof stream>): Promise<void> {
    for await (const chunk of bytes) {
      for (let start = 0; start < chunk.length; start += pieces.input.bytes) {
        while (free.length === 0 && !state.stopped) {
          await new Promise<void>((resolve) => {
            wakeFeeder = resolve
          })
        }
        const piece = free.pop()
        // Ends the iteration, and so the source.
        if (state.stopped || piece === undefined) return
        const part = chunk.subarray(start, start + pieces.input.bytes)
        inflating.input(piece).set(part)
        inflating.take(piece, part.length)
      }
    }
    inflating.finish()
  }

  async function* read(
    inflating: NonNullable<typeof stream>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const feeding = feed(inflating).catch((error: unknown) => {
      failure = { error }
      wakeReader?.()
    })
    try {
      for (;;) {
        if (failure !== undefined) throw failure.error
        const answer = answers.shift()
        if (answer === undefined) {
          await new Promise<void>((resolve) => {
            wakeReader = resolve
          })
          continue
        }
        switch (answer.says) {
          case 'inflated':
            yield inflating.output(answer.piece, answer.length)
            inflating.free(answer.piece)
            break
          case 'failed':
            throw problemOf(file, answer)
          case 'ended':
            if (answer.taken < answer.fed) throw trailingBytes(file, answer.taken)
            if (md5 !== undefined && answer.digest !== md5.toLowerCase()) {
              throw wrongMd5(file, answer.digest ?? '', md5)
            }
            return
          case 'taken':
            break
        }
      }
    } finally {
      state.stopped = true
      wakeFeeder?.()
      inflating.stop()
      await feeding
    }
  }
  return read(stream)
}

function problemOf(
  file: string,
  { code, message, byte }: InflatingAnswer & { readonly says: 'failed' },
): InventoryError {
  if (code === undefined) return new InventoryError('unknown', `"${file}": ${message}`)
  return corruptGzip(file, byte, { code, message })
}
