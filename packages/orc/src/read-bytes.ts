/* oxlint-disable typescript/no-non-null-assertion -- loops stay within the lengths */
import type { ByteStream } from './byte-stream.ts'
import { OrcError } from './orc-error.ts'

/** Text of one column in one batch, or in one dictionary: more is no text, but a bomb. */
const most = 256 << 20

/** Makes lengths the places where values end. Returns the last of them. */
export function lengthsToEnds(lengths: Uint32Array, count: number, column: string): number {
  let end = 0
  for (let i = 0; i < count; i++) {
    end += lengths[i]!
    if (end > most) {
      throw new OrcError(
        'unrepresentable',
        `more than ${most} bytes of text at once; ask for fewer rows in a batch`,
        { column },
      )
    }
    lengths[i] = end
  }
  return end
}

/**
 * Reads so many bytes of a stream into a buffer, or into a larger one in its stead. A length that lies takes no more
 * memory than there are bytes.
 */
export async function readBytes(
  stream: ByteStream,
  count: number,
  buffer: Buffer,
): Promise<Buffer> {
  let target = buffer
  for (let filled = 0; filled < count;) {
    if (!stream.has(1)) await stream.fill(1)
    const here = Math.min(count - filled, Math.max(1, stream.end - stream.position))
    const position = stream.take(here)
    if (filled + here > target.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(count, (filled + here) * 2) + 1024)
      target.copy(larger, 0, 0, filled)
      target = larger
    }
    target.set(stream.bytes.subarray(position, position + here), filled)
    filled += here
  }
  return target
}
