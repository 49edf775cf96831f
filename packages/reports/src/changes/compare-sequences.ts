/**
 * Orders the changes of one key by their `sequence`: negative where the left one happened before the right one. Numbers, in
 * decimal or hex of any length, are compared as whole numbers and never rounded; anything else comes after them, by its
 * characters; no sequence comes first. OSS promises that sequences can be sorted, and does not say how they are written: of
 * one length, which is to be expected, all these orders are the same.
 */
export function compareSequences(left: string | undefined, right: string | undefined): number {
  const [before, after] = [sortable(left), sortable(right)]
  return before < after ? -1 : before > after ? 1 : 0
}

/** A text that sorts by its characters as the sequence does. */
function sortable(sequence: string | undefined): string {
  if (sequence === undefined) return ''
  if (!/^[\da-f]+$/i.test(sequence)) return `~${sequence}`
  const digits = sequence.toLowerCase().replace(/^0+/, '')
  return `${String(digits.length).padStart(9, '0')} ${digits}`
}
