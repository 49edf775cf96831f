import { InventoryError } from '@bucket-inventory/core'
import type { NativeRemainder } from '@bucket-inventory/core'

import { unwritableCharacter } from './unwritable-character.ts'
import { xmlName } from './xml-name.ts'

type Value = string | XmlContent

/**
 * What an element holds, in order: elements by name, several of one name as a list, attributes as `@name`, text beside
 * elements as `#text`. `undefined` and an empty list write nothing, `''` an empty element.
 */
export interface XmlContent {
  readonly [element: string]: Value | readonly Value[] | undefined
}

export interface WriteOptions {
  /** Default namespace of the document. Default: none. */
  readonly namespace?: string
  /** What reading such a document left over, written back in its place. */
  readonly remainder?: NativeRemainder
}

const deepest = 100
const namePattern = new RegExp(`^${xmlName}$`)

/**
 * Writes a document, escaped so that every text survives any reader: line ends are character references. Rejects with
 * `invalid-configuration` a character that XML cannot hold, a name that is none, and a remainder that would stand where
 * the content stands.
 */
export function writeDocument(
  root: string,
  content: XmlContent,
  options: WriteOptions = {},
): string {
  const { namespace, remainder } = options
  const merged = remainder === undefined ? content : merge(content, remainder, root)
  const named = namespace === undefined ? merged : { '@xmlns': namespace, ...merged }
  return `<?xml version="1.0" encoding="UTF-8"?>${write(root, named, root, 1)}`
}

function write(name: string, value: Value, path: string, depth: number): string {
  if (!namePattern.test(name)) throw invalid(path, `"${name}" is no name of an XML element`)
  if (depth > deepest) throw invalid(path, `more than ${deepest} elements deep`)
  if (typeof value === 'string') {
    return value === '' ? `<${name}/>` : `<${name}>${escapeText(value, path)}</${name}>`
  }
  let attributes = ''
  let inner = ''
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue
    if (key.startsWith('@')) attributes += writeAttribute(key, member, path)
    else if (key === '#text') inner += escapeText(textOf(member, path), path)
    else {
      for (const item of listOf(member)) inner += write(key, item, `${path}/${key}`, depth + 1)
    }
  }
  return inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`
}

function writeAttribute(key: string, value: Value | readonly Value[], path: string): string {
  const name = key.slice(1)
  if (!namePattern.test(name)) throw invalid(path, `"${name}" is no name of an XML attribute`)
  const text = escapeText(textOf(value, `${path}/${key}`), `${path}/${key}`)
  return ` ${name}="${text.replaceAll('\t', '&#x9;')}"`
}

/** Each of the remainder goes into the content of its name, or beside it where the content has none of it. */
function merge(content: XmlContent, remainder: NativeRemainder, path: string): XmlContent {
  const merged = new Map(Object.entries(content))
  for (const [name, rest] of Object.entries(remainder)) {
    const place = `${path}/${name}`
    const known = listOf(merged.get(name) ?? [])
    const left = listOf(rest)
    if (known.length === 0) merged.set(name, rest)
    else if (left.length > known.length) throw clash(place)
    else {
      merged.set(
        name,
        known.map((value, index) => mergeValue(value, left[index] ?? {}, place)),
      )
    }
  }
  return Object.fromEntries(merged)
}

function mergeValue(value: Value, rest: string | NativeRemainder, path: string): Value {
  if (typeof rest === 'string') throw clash(path)
  if (typeof value !== 'string') return merge(value, rest, path)
  // An empty element may be one that holds elements; beside text only attributes have a place.
  if (value === '') return rest
  if (Object.keys(rest).some((key) => !key.startsWith('@'))) throw clash(path)
  return { '#text': value, ...rest }
}

function listOf<Item extends Value>(value: Item | readonly Item[]): readonly Item[] {
  return isList(value) ? value : [value]
}

// Array.isArray does not narrow readonly lists.
function isList<Item extends Value>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value)
}

function textOf(value: Value | readonly Value[], path: string): string {
  if (typeof value === 'string') return value
  throw invalid(path, 'holds elements where text is expected')
}

const special = /[&<>"'\r\n\u0085\u2028]/
const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
  '\n': '&#xA;',
  '\u0085': '&#x85;',
  '\u2028': '&#x2028;',
}

function escapeText(text: string, path: string): string {
  const character = unwritableCharacter(text)
  if (character !== undefined) throw invalid(path, `holds ${character}, which XML cannot hold`)
  if (!special.test(text)) return text
  return text.replaceAll(/[&<>"'\r\n\u0085\u2028]/g, (found) => references[found] ?? found)
}

function clash(path: string): InventoryError {
  return invalid(path, 'stands both in the configuration and in what was left of a document')
}

function invalid(path: string, what: string): InventoryError {
  return new InventoryError('invalid-configuration', `${path}: ${what}`, {
    problems: [{ path, message: what }],
  })
}
