/** What the SDK gives of an object's bytes: a stream of Node, or one of the web from other handlers. */
export interface S3Body extends AsyncIterable<Uint8Array> {
  readonly destroy?: () => void
}

/** Whether the value is a body that can be read as it comes. */
export function isS3Body(value: unknown): value is S3Body {
  return (
    typeof value === 'object' &&
    value !== null &&
    Symbol.asyncIterator in value &&
    typeof value[Symbol.asyncIterator] === 'function'
  )
}

/**
 * The bytes of a body, taken from the connection no faster than they are asked for. Ending early closes the connection, an
 * abort does so at once, and rejects with its reason. What breaks off rejects with what `toError` makes of it.
 */
export function readS3Body(
  body: S3Body,
  toError: (error: unknown) => Error,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  const abort = () => {
    body.destroy?.()
  }
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted === true) abort()
  return chunksOf(body, toError, signal, () => {
    signal?.removeEventListener('abort', abort)
  })
}

async function* chunksOf(
  body: S3Body,
  toError: (error: unknown) => Error,
  signal: AbortSignal | undefined,
  done: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of body) {
      signal?.throwIfAborted()
      yield chunk
    }
    signal?.throwIfAborted()
  } catch (error) {
    signal?.throwIfAborted()
    throw toError(error)
  } finally {
    done()
  }
}
