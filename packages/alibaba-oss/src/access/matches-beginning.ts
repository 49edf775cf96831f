import type { Holds } from './holds.ts'
import { matchesRam } from './matches-ram.ts'

/** Whether a pattern matches a text of which only the beginning is known, and that something follows. */
export function matchesBeginning(pattern: string, beginning: string): Holds {
  if (pattern.endsWith('*') && matchesRam(pattern, beginning)) return 'yes'
  return mayGoOn(Array.from(pattern), beginning) ? 'unknown' : 'no'
}

/** Whether something of the pattern is left behind the beginning, wherever in it that ends. */
function mayGoOn(pattern: readonly string[], beginning: string): boolean {
  let places = pastStars(pattern, 0)
  for (const sign of beginning) {
    const next = new Set<number>()
    for (const place of places) {
      const wanted = pattern[place]
      const to = wanted === '*' ? place : wanted === '?' || wanted === sign ? place + 1 : undefined
      if (to !== undefined) for (const reached of pastStars(pattern, to)) next.add(reached)
    }
    places = next
  }
  return [...places].some((place) => place < pattern.length)
}

/** A place in a pattern and, as stars may be nothing, those behind them. */
function pastStars(pattern: readonly string[], place: number): Set<number> {
  const places = new Set([place])
  for (let at = place; pattern[at] === '*'; at += 1) places.add(at + 1)
  return places
}
