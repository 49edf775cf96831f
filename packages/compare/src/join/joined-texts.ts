import type { TextSource } from './text-source.ts'

/** These texts, end to end. */
export function joinedTexts(texts: readonly Uint8Array[]): TextSource {
  const ends = new Uint32Array(texts.length)
  let end = 0
  for (const [row, { length }] of texts.entries()) {
    end += length
    ends[row] = end
  }
  return { bytes: Buffer.concat(texts, end), ends }
}
