/** The bytes of an answer, as Node gives them. */
export interface OssBody extends AsyncIterable<Uint8Array> {
  readonly destroy: () => void
}

/** Whether the value is a body that can be read as it comes. */
export function isOssBody(value: unknown): value is OssBody {
  return (
    typeof value === 'object' &&
    value !== null &&
    Symbol.asyncIterator in value &&
    typeof value[Symbol.asyncIterator] === 'function' &&
    'destroy' in value &&
    typeof value.destroy === 'function'
  )
}

/**
 * The bytes of a body, taken from the connection no faster than they are asked for. Ending early closes the connection, an
 * abort does so at once, and rejects with its reason. What breaks off rejects with what `toError` makes of it.
 */
export function readOssBody(
  body: OssBody,
  toError: () => Error,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  const abort = () => {
    body.destroy()
  }
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted === true) abort()
  return chunksOf(body, toError, signal, () => {
    signal?.removeEventListener('abort', abort)
  })
}

async function* chunksOf(
  body: OssBody,
  toError: () => Error,
  signal: AbortSignal | undefined,
  done: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of body) {
      signal?.throwIfAborted()
      yield chunk
    }
    signal?.throwIfAborted()
  } catch {
    signal?.throwIfAborted()
    throw toError()
  } finally {
    done()
  }
}

/** The text of a short body; of one that is long or breaks off the beginning. */
export async function readWhole(body: OssBody): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      length += chunk.length
      if (length >= longest) break
    }
  } catch {
    // The status says enough.
  }
  return Buffer.concat(chunks).toString('utf8')
}

const longest = 64 * 1024
