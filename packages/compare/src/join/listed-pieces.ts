import type { JoinContext } from './join-context.ts'

/**
 * The records of pieces of bytes that end anywhere, listed portion by portion in the scratch: how many. What was listed is gone
 * when the next is asked for.
 */
export async function* listedPieces(
  { memory, options }: JoinContext,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<number, void, undefined> {
  const { scratch } = memory
  let filled = 0
  for await (const piece of pieces) {
    options.signal?.throwIfAborted()
    memory.views.bytes.set(piece, scratch + filled)
    const end = scratch + filled + piece.length
    let at = scratch
    for (;;) {
      const count = memory.calls.list(at, end)
      at = memory.listedTo
      if (count === 0) break
      yield count
    }
    memory.views.bytes.copyWithin(scratch, at, end)
    filled = end - at
  }
  if (filled > 0) throw new RangeError('records on disk end within one')
}
