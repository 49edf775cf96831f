import type { Word } from '../parquet/leaf.ts'

/** What a value has at the end of a path; nothing where a step, or the end, is none. */
export function wordAt(value: unknown, path: readonly string[]): Word {
  let level = 0
  let at = value
  for (const step of path) {
    if (at === undefined || at === null) return { level }
    level++
    at = partOf(at, step)
  }
  if (typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean') {
    return { level: level + 1, value: at }
  }
  return { level }
}

/** The part of a value that has some, else `undefined`. */
export function partOf(value: unknown, part: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined
}
