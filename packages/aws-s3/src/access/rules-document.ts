import { sameValue } from '@bucket-inventory/core'
import { readDocument, writeDocument } from '@bucket-inventory/xml'
import type { XmlContent } from '@bucket-inventory/xml'

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/'

/** What an element holds: text, or elements by name. */
export type XmlValue = string | XmlContent

/** The root of a document, with all that is in it. Rejects with `protocol` another root. */
export function readRules(text: string, root: string): XmlContent {
  return readDocument(text, [root]).element.remainder() ?? {}
}

export function writeRules(content: XmlContent, root: string): string {
  return writeDocument(root, content, { namespace })
}

/** A document over lines, for people to read. */
export function showRules(content: XmlContent, root: string): string {
  const text = writeDocument(root, content)
  const lines: string[] = []
  let depth = 0
  // Text holds neither `<` nor `>`: both are escaped.
  for (const [part, tag = '', rest = ''] of text.matchAll(/(<[^>]*>)([^<]*)/g)) {
    if (tag.startsWith('<?')) continue
    if (tag.startsWith('</')) depth -= 1
    const last = lines.at(-1)
    const isEnd = tag.startsWith('</') && last !== undefined && !last.endsWith('>')
    if (isEnd) lines[lines.length - 1] = `${last}${tag}`
    else lines.push(`${'  '.repeat(depth)}${part}`)
    if (!tag.startsWith('</') && !tag.endsWith('/>')) depth += 1
    if (isEnd && rest !== '') lines.push(`${'  '.repeat(depth)}${rest}`)
  }
  return lines.join('\n')
}

/** Every element of a name. */
export function elementsOf(content: XmlContent, name: string): readonly XmlValue[] {
  const found = content[name]
  if (found === undefined) return []
  return isList(found) ? found : [found]
}

export function childOf(value: XmlValue | undefined, name: string): XmlValue | undefined {
  return isContent(value) ? elementsOf(value, name)[0] : undefined
}

export function textOf(value: XmlValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function isContent(value: XmlValue | undefined): value is XmlContent {
  return typeof value === 'object'
}

/** Whether two elements are the same but for those of one name; an empty one holds nothing. */
export function sameElement(left: XmlValue, right: XmlValue, but: string): boolean {
  return sameValue(without(left, but), without(right, but))
}

function without(value: XmlValue, name: string): XmlValue {
  if (!isContent(value)) return value
  const { [name]: _, ...others } = value
  return others
}

// Array.isArray does not narrow readonly lists.
function isList(value: XmlValue | readonly XmlValue[]): value is readonly XmlValue[] {
  return Array.isArray(value)
}
