import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

import { InventoryError } from '@bucket-inventory/core'

/** The bytes of a file, decompressed if they are compressed with gzip. What does not decompress is `invalid-input`. */
export async function* plainBytes(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = bytes[Symbol.asyncIterator]()
  try {
    const begin: Uint8Array[] = []
    let length = 0
    while (length < gzipMagic.length) {
      const { done, value } = await source.next()
      if (done === true) break
      begin.push(value)
      length += value.length
    }
    const whole = continued(begin, source)
    const isGzip = Buffer.concat(begin).subarray(0, gzipMagic.length).equals(gzipMagic)
    yield* isGzip ? decompressed(whole, file) : whole
  } finally {
    await source.return?.()
  }
}

const gzipMagic = Buffer.from([0x1f, 0x8b])

async function* continued(
  begin: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* begin
  for (;;) {
    const { done, value } = await rest.next()
    if (done === true) return
    yield value
  }
}

async function* decompressed(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const gunzip = createGunzip()
  // What goes wrong, here or at the source, is thrown where the outcome is iterated.
  pipeline(Readable.from(bytes), gunzip, () => {})
  try {
    for await (const chunk of gunzip) if (chunk instanceof Uint8Array) yield chunk
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))) {
      throw cause
    }
    throw new InventoryError('invalid-input', `"${file}" does not decompress: ${cause.message}`, {
      cause,
      position: { file },
    })
  }
}
