import { sameValue } from '@bucket-inventory/core'

/** An object as it was read. */
export type JsonObject = Readonly<Record<string, unknown>>

// No policy that a service holds has such a character.
const mark = '\u0000number:'

/**
 * Reads JSON so that {@link writeJson} writes every number again to the letter, also one that a program rounds. Throws
 * what `JSON.parse` throws.
 */
export function readJson(text: string): unknown {
  JSON.parse(text)
  const marked = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(`${mark}${token}`),
  )
  const value: unknown = JSON.parse(marked)
  return value
}

/** A member that an object of the text has twice, of which a program keeps the last only; `undefined` where none has. */
export function repeatedMember(text: string): string | undefined {
  const objects: Set<string>[] = []
  for (const [token, name] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') objects.push(new Set())
    else if (token === '}') objects.pop()
    if (name === undefined) continue
    const member = String(JSON.parse(name))
    const members = objects.at(-1)
    if (members?.has(member) === true) return member
    members?.add(member)
  }
  return undefined
}

/** Without white space, or over lines for people to read. */
export function writeJson(value: unknown, layout: 'short' | 'lines'): string {
  const text = JSON.stringify(value, null, layout === 'lines' ? 2 : 0)
  return text.replaceAll(/"\\u0000number:([^"]*)"/g, '$1')
}

/** Whether two parts of a policy mean the same: a list is a set, and one value is a list of one. */
export function sameMeaning(left: unknown, right: unknown): boolean {
  return sameValue(canonical(left), canonical(right))
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One value, or a list of them. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const texts = value.map((item) => JSON.stringify(canonical(item)))
    const [first, ...others] = [...new Set(texts)].toSorted()
    return first !== undefined && others.length === 0 ? JSON.parse(first) : [first, ...others]
  }
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([key, member]) => [key, canonical(member)] as const)
  return Object.fromEntries(members.toSorted(([left], [right]) => (left < right ? -1 : 1)))
}
