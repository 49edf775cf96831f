import { nearestWord } from '@bucket-inventory/core'

/** `; did you mean "…"?` where something is near, else what there is. */
export function suggestion(written: string, words: readonly string[]): string {
  const nearest = nearestWord(written, words)
  return nearest === undefined ? `; known: ${words.join(', ')}` : `; did you mean "${nearest}"?`
}
