import type { NativeRemainder } from '@bucket-inventory/core'
import type { XmlContent } from '@bucket-inventory/xml'

/** The elements that a configuration has words for, by name. */
interface KnownElements {
  readonly [name: string]: KnownElements
}

const known: KnownElements = {
  Destination: {
    S3BucketDestination: {
      AccountId: {},
      Bucket: {},
      Encryption: { 'SSE-S3': {}, 'SSE-KMS': { KeyId: {} } },
      Format: {},
      Prefix: {},
    },
  },
  IsEnabled: {},
  Filter: { Prefix: {} },
  Id: {},
  IncludedObjectVersions: {},
  OptionalFields: { Field: {} },
  Schedule: { Frequency: {} },
}

/** Holds one element at most. */
const choice = 'Encryption'

type Rest = string | NativeRemainder

export interface FittedRemainder {
  /** What stands beside the content; `undefined` if nothing does. */
  readonly kept: NativeRemainder | undefined
  /** Where the rest would have stood, as `Schedule/Frequency`. */
  readonly lost: readonly string[]
}

/**
 * Divides what was left of a document from what the content says by itself now, as a person may have changed the
 * configuration since: unknown elements and the attributes of known ones stay, anything in the place of a known one goes.
 */
export function fitRemainder(content: XmlContent, remainder: NativeRemainder): FittedRemainder {
  const lost: string[] = []
  const kept = fit(content, remainder, known, '', lost)
  return { kept: Object.keys(kept).length === 0 ? undefined : kept, lost }
}

function fit(
  content: XmlContent,
  remainder: NativeRemainder,
  names: KnownElements,
  path: string,
  lost: string[],
): NativeRemainder {
  const kept: [string, Rest | readonly Rest[]][] = []
  for (const [name, rest] of Object.entries(remainder)) {
    const place = path === '' ? name : `${path}/${name}`
    const element = Object.hasOwn(names, name) ? names[name] : undefined
    if (element === undefined) {
      const displaced = path.endsWith(choice) && isElement(name) && hasElements(content)
      if (displaced) lost.push(place)
      else kept.push([name, rest])
      continue
    }
    const written = listOf(content[name])
    const rests = listOf(rest)
    if (isContainer(element)) {
      const [inner] = rests
      if (rests.length > 1 || typeof inner === 'string' || typeof written[0] === 'string') {
        lost.push(place)
      } else if (inner !== undefined) {
        const fitted = fit(written[0] ?? {}, inner, element, place, lost)
        if (Object.keys(fitted).length > 0) kept.push([name, fitted])
      }
    } else if (rests.length <= written.length && rests.every((item) => fitsBeside(item, name))) {
      kept.push([name, rest])
    } else {
      lost.push(place)
    }
  }
  return Object.fromEntries(kept)
}

/** Beside the text of a leaf only attributes stand; SSE-S3 has no text and may come to hold elements. */
function fitsBeside(rest: Rest, name: string): boolean {
  return typeof rest !== 'string' && (name === 'SSE-S3' || !Object.keys(rest).some(isContent))
}

function isContent(key: string): boolean {
  return !key.startsWith('@')
}

function isElement(key: string): boolean {
  return isContent(key) && key !== '#text'
}

function hasElements(content: XmlContent): boolean {
  return Object.values(content).some((member) => member !== undefined)
}

function isContainer(element: KnownElements): boolean {
  return Object.keys(element).length > 0
}

function listOf<Item>(value: Item | readonly Item[] | undefined): readonly Item[] {
  if (value === undefined) return []
  return isList(value) ? value : [value]
}

// Array.isArray does not narrow readonly lists.
function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value)
}
