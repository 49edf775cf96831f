/** A line of two texts: of both, or of the one that is before or after. */
export interface DifferingLine {
  readonly of: 'both' | 'before' | 'after'
  readonly line: string
}

/** Beyond this the lines between are not matched, as the table of it would fill the memory. */
const mostCells = 4_000_000

/** The lines of two texts in one order, with as many as can be shared, of each change what was before first. */
export function lineDifference(before: string, after: string): readonly DifferingLine[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const least = Math.min(old.length, now.length)
  let start = 0
  while (start < least && old[start] === now[start]) start += 1
  let end = 0
  while (end < least - start && old.at(-1 - end) === now.at(-1 - end)) end += 1
  const both = (lines: readonly string[]) =>
    lines.map((line): DifferingLine => ({ of: 'both', line }))
  return [
    ...both(old.slice(0, start)),
    ...between(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...both(old.slice(old.length - end)),
  ]
}

function between(old: readonly string[], now: readonly string[]): DifferingLine[] {
  const lines: DifferingLine[] = []
  const shared = old.length * now.length > mostCells ? undefined : sharedLengths(old, now)
  let [left, right] = [0, 0]
  while (left < old.length || right < now.length) {
    const [before, after] = [old[left], now[right]]
    const width = now.length + 1
    if (shared !== undefined && before !== undefined && before === after) {
      lines.push({ of: 'both', line: before })
      left += 1
      right += 1
    } else if (
      before !== undefined &&
      (after === undefined ||
        shared === undefined ||
        (shared[(left + 1) * width + right] ?? 0) >= (shared[left * width + right + 1] ?? 0))
    ) {
      lines.push({ of: 'before', line: before })
      left += 1
    } else {
      lines.push({ of: 'after', line: after ?? '' })
      right += 1
    }
  }
  return lines
}

/** How many lines the rests from here on can share, row by row. */
function sharedLengths(old: readonly string[], now: readonly string[]): Uint32Array {
  const width = now.length + 1
  const lengths = new Uint32Array((old.length + 1) * width)
  for (let left = old.length - 1; left >= 0; left--) {
    for (let right = now.length - 1; right >= 0; right--) {
      lengths[left * width + right] =
        old[left] === now[right]
          ? (lengths[(left + 1) * width + right + 1] ?? 0) + 1
          : Math.max(
              lengths[(left + 1) * width + right] ?? 0,
              lengths[left * width + right + 1] ?? 0,
            )
    }
  }
  return lengths
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
