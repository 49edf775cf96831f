const lineFeed = 10

/**
 * Cuts bytes where lines end: every block but the last ends with a line feed. A block is valid until the next is asked for.
 * Throws a RangeError for a line of more than `longest` bytes.
 */
export async function* wholeLines(
  bytes: AsyncIterable<Uint8Array>,
  longest = Infinity,
): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const piece of bytes) {
    const end = piece.lastIndexOf(lineFeed) + 1
    if (end > 0) {
      const head = Buffer.from(piece.buffer, piece.byteOffset, end)
      yield rest.length === 0 ? head : Buffer.concat([rest, head])
      rest = Buffer.from(piece.subarray(end))
    } else {
      rest = Buffer.concat([rest, piece])
    }
    if (rest.length > longest) throw new RangeError(`a line is longer than ${longest} bytes`)
  }
  if (rest.length > 0) yield rest
}
