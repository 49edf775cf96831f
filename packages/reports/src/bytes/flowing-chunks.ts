import type { Readable } from 'node:stream'

/**
 * The chunks of a stream as it makes them, up to so many bytes ahead of the reader. The stream's own iterator would join all
 * that wait into one, byte by byte. Rejects with the stream's error; destroys the stream when the reader stops early.
 */
export async function* flowingChunks(
  stream: Readable,
  ahead: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const waiting: Uint8Array[] = []
  let bytes = 0
  let ended = false
  let failure: unknown
  let wake: (() => void) | undefined
  stream.on('data', (chunk: Uint8Array) => {
    waiting.push(chunk)
    bytes += chunk.length
    if (bytes >= ahead) stream.pause()
    wake?.()
  })
  stream.once('error', (error) => {
    failure = error
  })
  stream.once('close', () => {
    ended = true
    wake?.()
  })
  stream.once('end', () => {
    ended = true
    wake?.()
  })
  try {
    for (;;) {
      const chunk = waiting.shift()
      if (chunk !== undefined) {
        bytes -= chunk.length
        if (bytes < ahead) stream.resume()
        yield chunk
        continue
      }
      if (failure !== undefined) throw failure
      if (ended) return
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    stream.destroy()
  }
}
