/* oxlint-disable typescript/no-non-null-assertion -- every index is checked against the end of its array first */

/**
 * Decodes one block of raw snappy. Throws a plain error for a block that is malformed or longer than `limit`.
 *
 * Format: https://github.com/google/snappy/blob/main/format_description.txt
 */
export function decodeSnappy(input: Uint8Array, limit: number): Uint8Array {
  let position = 0
  let length = 0
  for (let shift = 0; ; shift += 7) {
    if (position >= input.length || shift > 28) throw new Error('its length is malformed')
    const byte = input[position++]!
    length += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) break
  }
  if (length > limit) throw new Error(`it says to hold ${length} bytes`)
  const output = new Uint8Array(length)
  let filled = 0
  while (position < input.length) {
    const tag = input[position++]!
    if ((tag & 3) === 0) {
      let count = tag >>> 2
      if (count >= 60) {
        const size = count - 59
        count = littleEndian(input, position, size)
        position += size
      }
      count++
      if (count > input.length - position || count > length - filled) {
        throw new Error('a literal is longer than the block')
      }
      copyLiteral(input, position, output, filled, count)
      position += count
      filled += count
      continue
    }
    let count = (tag >>> 2) + 1
    let distance: number
    if ((tag & 3) === 1) {
      count = ((tag >>> 2) & 7) + 4
      distance = ((tag >>> 5) << 8) | littleEndian(input, position, 1)
      position += 1
    } else {
      const size = (tag & 3) === 2 ? 2 : 4
      distance = littleEndian(input, position, size)
      position += size
    }
    if (distance === 0 || distance > filled) throw new Error('a copy begins outside the block')
    if (count > length - filled) throw new Error('a copy is longer than the block')
    // The source may overlap what is being written: a short distance repeats.
    for (const end = filled + count; filled < end; filled++) {
      output[filled] = output[filled - distance]!
    }
  }
  if (filled !== length) throw new Error(`it holds ${filled} bytes instead of ${length}`)
  return output
}

function littleEndian(input: Uint8Array, position: number, size: number): number {
  if (size > input.length - position) throw new Error('it ends inside a tag')
  let value = 0
  for (let i = size - 1; i >= 0; i--) value = value * 256 + input[position + i]!
  return value
}

/** A view and a call cost more than a loop for the few bytes that most literals have. */
function copyLiteral(
  input: Uint8Array,
  from: number,
  output: Uint8Array,
  to: number,
  count: number,
): void {
  if (count > 32) output.set(input.subarray(from, from + count), to)
  else for (let i = 0; i < count; i++) output[to + i] = input[from + i]!
}
