import { OrcError } from './orc-error.ts'
import type { OrcSource } from './orc-source.ts'

/** Bytes of a source, as many as were asked for. An abort rejects with the signal's own reason. */
export async function readRange(
  source: OrcSource,
  start: number,
  end: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  signal?.throwIfAborted()
  if (start === end) return new Uint8Array(0)
  if (start < 0 || end < start || end > source.size) {
    throw new OrcError(
      'corrupt',
      `bytes ${start} to ${end} lie outside a file of ${source.size} bytes`,
      { offset: start },
    )
  }
  const bytes = await source.read(start, end, signal === undefined ? {} : { signal })
  if (bytes.length !== end - start) {
    throw new OrcError(
      'corrupt',
      `the source gave ${bytes.length} bytes where ${end - start} were asked for`,
      { offset: start },
    )
  }
  return bytes
}
