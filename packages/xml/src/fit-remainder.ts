import type { NativeRemainder } from '@bucket-inventory/core'

import type { XmlContent } from './write-document.ts'

/** The elements that a configuration has words for, by name: text, or more elements. */
export interface KnownElements {
  readonly [name: string]: 'text' | KnownElements
}

export interface FitOptions {
  readonly known: KnownElements
  /** Known elements that say something by being there: nothing is put into one that the content does not have. */
  readonly telling: readonly string[]
  /** Known elements that hold one of several: an unknown one has its place there only where the content has none. */
  readonly choices: readonly string[]
}

export interface FittedRemainder {
  /** What stands beside the content; `undefined` if nothing does. */
  readonly kept: NativeRemainder | undefined
  /** Where the rest would have stood, as `Schedule/Frequency`. */
  readonly lost: readonly string[]
}

type Rest = string | NativeRemainder

/**
 * Divides what was left of a document from what the content says by itself now, as a person may have changed the
 * configuration since: unknown elements and the attributes of known ones stay, anything in the place of a known one goes.
 */
export function fitRemainder(
  content: XmlContent,
  remainder: NativeRemainder,
  options: FitOptions,
): FittedRemainder {
  const lost: string[] = []
  const kept = fit(content, remainder, '', { ...options, lost })
  return { kept: Object.keys(kept).length === 0 ? undefined : kept, lost }
}

interface Fitting extends FitOptions {
  readonly lost: string[]
}

function fit(
  content: XmlContent,
  remainder: NativeRemainder,
  path: string,
  fitting: Fitting,
): NativeRemainder {
  const { known, telling, choices, lost } = fitting
  const isTaken = choices.includes(path.slice(path.lastIndexOf('/') + 1)) && hasElements(content)
  const kept: [string, Rest | readonly Rest[]][] = []
  for (const [name, rest] of Object.entries(remainder)) {
    const place = path === '' ? name : `${path}/${name}`
    const element = Object.hasOwn(known, name) ? known[name] : undefined
    const written = listOf(content[name])
    const rests = listOf(rest)
    const [first] = rests
    if (element === undefined) {
      if (isTaken && isElement(name)) lost.push(place)
      else kept.push([name, rest])
    } else if (element === 'text') {
      if (rests.length <= written.length && rests.every(holdsAttributesOnly))
        kept.push([name, rest])
      else lost.push(place)
    } else if (
      rests.length === 1 &&
      typeof first === 'object' &&
      (written.length > 0 || !telling.includes(name))
    ) {
      const [inside = ''] = written
      const below = typeof inside === 'string' ? {} : inside
      const fitted = fit(below, first, place, { ...fitting, known: element })
      if (Object.keys(fitted).length > 0) kept.push([name, fitted])
    } else {
      lost.push(place)
    }
  }
  return Object.fromEntries(kept)
}

/** Beside the text of an element only attributes stand. */
function holdsAttributesOnly(rest: Rest): boolean {
  return typeof rest !== 'string' && Object.keys(rest).every((key) => key.startsWith('@'))
}

function isElement(key: string): boolean {
  return !key.startsWith('@') && key !== '#text'
}

function hasElements(content: XmlContent): boolean {
  return Object.values(content).some((member) => member !== undefined)
}

function listOf<Item>(value: Item | readonly Item[] | undefined): readonly Item[] {
  if (value === undefined) return []
  return isList(value) ? value : [value]
}

// Array.isArray does not narrow readonly lists.
function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value)
}
