/**
 * Decodes one block of raw snappy behind its length: what src/parquet/snappy.ts does in TypeScript. Behind the input and behind
 * the room for the output are 64 bytes that may be read and written over. Returns how many bytes it made, or one of these.
 */
const ENDS_WITHIN_TAG: i32 = -1
const LITERAL_TOO_LONG: i32 = -2
const COPY_BEFORE_BEGIN: i32 = -3
const COPY_BEHIND_END: i32 = -4

export function decode(input: usize, inputEnd: usize, output: usize, outputEnd: usize): i32 {
  let at = input
  let to = output
  while (at < inputEnd) {
    const tag = <u32>load<u8>(at)
    at++
    const kind = tag & 3
    if (kind === 0) {
      let count = (tag >>> 2) + 1
      if (count > 60) {
        const size = count - 60
        if (size > <u32>(inputEnd - at)) return ENDS_WITHIN_TAG
        const less = load<u32>(at) & (<u32>0xffffffff >>> (32 - 8 * size))
        if (less === 0xffffffff) return LITERAL_TOO_LONG
        count = less + 1
        at += size
      }
      if (count > <u32>(inputEnd - at) || count > <u32>(outputEnd - to)) return LITERAL_TOO_LONG
      if (count > 64) memory.copy(to, at, count)
      else {
        v128.store(to, v128.load(at))
        for (let done: u32 = 16; done < count; done += 16) {
          v128.store(to + done, v128.load(at + done))
        }
      }
      at += count
      to += count
      continue
    }
    let count = (tag >>> 2) + 1
    let distance: u32
    if (<u32>(inputEnd - at) < (kind === 3 ? 4 : kind)) return ENDS_WITHIN_TAG
    if (kind === 1) {
      count = ((tag >>> 2) & 7) + 4
      distance = ((tag >>> 5) << 8) | <u32>load<u8>(at)
      at++
    } else if (kind === 2) {
      distance = <u32>load<u16>(at)
      at += 2
    } else {
      distance = load<u32>(at)
      at += 4
    }
    if (distance === 0 || distance > <u32>(to - output)) return COPY_BEFORE_BEGIN
    if (count > <u32>(outputEnd - to)) return COPY_BEHIND_END
    const from = to - distance
    if (distance >= 16) {
      // Each step reads only what was written before it.
      for (let done: u32 = 0; done < count; done += 16) {
        v128.store(to + done, v128.load(from + done))
      }
    } else if (distance >= 8) {
      for (let done: u32 = 0; done < count; done += 8) {
        store<u64>(to + done, load<u64>(from + done))
      }
    } else {
      // What is near repeats: it overlaps what is being written.
      for (let done: u32 = 0; done < count; done++) {
        store<u8>(to + done, load<u8>(from + done))
      }
    }
    to += count
  }
  return <i32>(to - output)
}
