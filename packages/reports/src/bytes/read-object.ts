import { setTimeout as pause } from 'node:timers/promises'

import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { ReportStore, RequestOptions, StoredObject } from '@bucket-inventory/core'

import { Patience } from './patience.ts'

export interface ReadObjectAttempts extends RequestOptions {
  /** Byte to begin with. Default: 0. */
  readonly start?: number
  /** Byte to end before, within the object. Default: its end. */
  readonly end?: number
  /** Connections that may break one after the other, none of them good for a mebibyte. Default: 5. */
  readonly attempts?: number
  /** Milliseconds before the first new connection; doubled for each further one. Default: 100. */
  readonly interval?: number
  /** Milliseconds without a byte after which a connection counts as broken. Default: 60,000. */
  readonly silence?: number
  /** As of `ReadObjectOptions`. */
  readonly reuse?: boolean
}

/**
 * The bytes of an object, or a part of them; `head` told its size and etag. A connection that breaks, ends early or is silent is
 * taken up again where it broke, as long as the object is still the same: else `conflict`. More bytes than there are to come are
 * `protocol`: the store knows no ranges. Every error of the store is told with the object and the byte. Nothing is read ahead,
 * and ending the iteration closes the connection. Rejects at once when aborted, also while a connection is silent.
 */
export async function* readObject(
  store: ReportStore,
  object: StoredObject,
  options: ReadObjectAttempts = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const { start = 0, end = object.size, signal } = options
  const { attempts = 5, interval = 100, silence = 60_000, reuse } = options
  let position = start
  let failures = 0
  while (position < end) {
    const before = position
    const patience = new Patience(silence, signal)
    try {
      for await (const chunk of connection(store, object, [position, end], patience, reuse)) {
        if (chunk.length > end - position) throw tooMany()
        position += chunk.length
        yield chunk
      }
      if (position >= end) return
      throw new InventoryError('unavailable', 'the connection ended early')
    } catch (error) {
      signal?.throwIfAborted()
      if (!isInventoryError(error)) throw error
      failures = position - before >= goodFor ? 1 : failures + 1
      if (!error.retryable || failures >= attempts) throw located(object, position, error)
    } finally {
      patience.end()
    }
    await pause(interval * 2 ** (failures - 1), undefined, signal && { signal }).catch(() => {
      signal?.throwIfAborted()
    })
  }
}

const goodFor = 1 << 20

async function* connection(
  store: ReportStore,
  { key, etag, size }: StoredObject,
  [start, end]: readonly [number, number],
  patience: Patience,
  reuse: boolean | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { signal } = patience
  const bytes = await patience.wait(
    store.read(key, {
      ...(start === 0 ? {} : { start }),
      ...(end === size ? {} : { end }),
      ...(etag === undefined ? {} : { etag }),
      ...(reuse === undefined ? {} : { reuse }),
      signal,
    }),
  )
  const iterator = bytes[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await patience.wait(iterator.next())
      if (next.done === true) return
      yield next.value
    }
  } finally {
    const closed = iterator.return?.()
    // A generator closes after the step it is in, which a silent connection may never end.
    if (signal.aborted) closed?.catch(() => undefined)
    else await closed
  }
}

function tooMany(): InventoryError {
  return new InventoryError(
    'protocol',
    'the store gives more bytes than it was asked for, as if it knew no ranges',
  )
}

function located({ key, size }: StoredObject, byte: number, cause: InventoryError): InventoryError {
  const { code, retryable, service } = cause
  const beyond = byte === 0 ? '' : ` beyond byte ${byte} of ${size}`
  const advice = code === 'conflict' ? '; it was replaced meanwhile: begin again' : ''
  return new InventoryError(code, `"${key}" cannot be read${beyond}: ${cause.message}${advice}`, {
    cause,
    retryable,
    position: { file: key, byte },
    ...(service === undefined ? {} : { service }),
  })
}
