import type { Bodies } from '../world/bodies.ts'
import type { Segment } from '../world/world.ts'
import type { ByteRange } from './read-range.ts'

/** The bytes of an object, or a range of them, read as they are asked for. */
export async function* readSegments(
  bodies: Bodies,
  segments: readonly Segment[],
  { first, last }: ByteRange = { first: 0, last: Infinity },
): AsyncGenerator<Buffer> {
  let start = 0
  for (const { hash, size } of segments) {
    const end = start + size
    if (end > first && start <= last)
      yield (await bodies.read(hash)).subarray(Math.max(first - start, 0), last + 1 - start)
    start = end
  }
}
