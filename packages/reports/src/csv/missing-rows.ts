/* oxlint-disable typescript/no-non-null-assertion -- every index is below the number of ends, or within a text */

/** Marks the texts that are one of the words that stand for no value; `undefined` where none is. Empty ones need no mark. */
export function missingRows(
  bytes: Uint8Array,
  ends: Uint32Array,
  words: readonly Uint8Array[],
): Uint8Array | undefined {
  if (words.length === 0) return undefined
  let missing: Uint8Array | undefined
  let start = 0
  for (let row = 0; row < ends.length; row++) {
    const end = ends[row]!
    if (isOneOf(words, bytes, start, end)) {
      missing ??= new Uint8Array(ends.length)
      missing[row] = 1
    }
    start = end
  }
  return missing
}

function isOneOf(
  words: readonly Uint8Array[],
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  for (const word of words) {
    if (word.length === end - start && word.every((byte, at) => bytes[start + at] === byte)) {
      return true
    }
  }
  return false
}
