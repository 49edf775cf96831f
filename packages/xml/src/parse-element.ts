import { InventoryError } from '@bucket-inventory/core'
import { XMLParser, XMLValidator } from 'fast-xml-parser'

import { decodeReferences } from './decode-references.ts'
import { unwritableCharacter } from './unwritable-character.ts'

/** One element, decoded: text to the letter, attributes and children in document order. */
export interface XmlElement {
  readonly name: string
  readonly attributes: readonly (readonly [name: string, value: string])[]
  readonly children: readonly (string | XmlElement)[]
}

const deepest = 100
const nameMark = '<'
const attributeMark = '@'
const literal = '#cdata'

const parser = new XMLParser({
  preserveOrder: true,
  cdataPropName: literal,
  attributeNamePrefix: attributeMark,
  ignoreAttributes: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
  maxNestedTags: deepest,
  parseAttributeValue: false,
  parseTagValue: false,
  // The parser's own decoding would decode `&amp;lt;` twice and knows HTML's names; decodeReferences does it once.
  processEntities: false,
  // Marked names are never those of JavaScript, which the parser refuses (`__proto__`) or renames (`toString`).
  transformTagName: (name) => (name.startsWith(nameMark) ? name : nameMark + name),
  trimValues: false,
})

/** The only element of a document. Rejects with `protocol` what is no well-formed document without a DOCTYPE. */
export function parseElement(text: string): XmlElement {
  refuseOtherThanXml(text)
  const elements = nodesOf(parse(text)).filter((node) => node.name !== '#text')
  const [root] = elements
  if (root === undefined) throw malformed('no element')
  if (elements.length > 1) throw malformed('more than one root element')
  return toElement(root, undefined)
}

function refuseOtherThanXml(text: string): void {
  if (text.trim() === '') throw malformed('an empty body')
  if (/^[\s\uFEFF]*(?:<!doctype\s+html|<html[\s>])/i.test(text)) throw malformed('an HTML page')
  if (text.includes('<!DOCTYPE')) throw malformed('a document with a DOCTYPE')
  const character = unwritableCharacter(text)
  if (character !== undefined) throw malformed(`${character}, which XML cannot hold`)
  const valid = XMLValidator.validate(text)
  if (valid !== true) {
    const { line, col, msg } = valid.err
    throw malformed(
      `no well-formed XML (line ${line}, column ${col}: ${msg.replaceAll(/\s+/g, ' ').slice(0, 120)})`,
    )
  }
  // The validator takes no notice of text after a root element that closes itself.
  if (!text.trimEnd().endsWith('>')) throw malformed('text after the root element')
}

function parse(text: string): unknown {
  try {
    return parser.parse(text)
  } catch (error) {
    throw malformed(`no XML that can be read (at most ${deepest} elements deep)`, error)
  }
}

/** A node of the parser: `{ [name]: nodes, ':@': attributes }`. */
interface Node {
  readonly name: string
  readonly content: unknown
  readonly attributes: unknown
}

function nodesOf(parsed: unknown): Node[] {
  if (!Array.isArray(parsed)) return []
  return parsed.map((node: Readonly<Record<string, unknown>>) => {
    const name = Object.keys(node).find((key) => key !== ':@') ?? ''
    return { name, content: node[name], attributes: node[':@'] }
  })
}

function toElement(node: Node, inheritedNamespace: string | undefined): XmlElement {
  const name = node.name.slice(nameMark.length)
  if (name.startsWith('!')) throw malformed(`a declaration <${name}>`)
  const all = Object.entries(node.attributes ?? {}).map(
    ([key, value]) =>
      [key.slice(attributeMark.length), decodeReferences(spaced(String(value)))] as const,
  )
  const namespace = all.find(([key]) => key === 'xmlns')?.[1] ?? inheritedNamespace
  // The namespace of the root, and one that is in force already, say nothing about the content.
  const silent = inheritedNamespace === undefined || namespace === inheritedNamespace
  const attributes = all.filter(([key]) => key !== 'xmlns' || !silent)
  const children: (string | XmlElement)[] = []
  for (const child of nodesOf(node.content)) {
    if (child.name === '#text') children.push(decodeReferences(String(child.content)))
    else if (child.name === literal) children.push(literalText(child))
    else children.push(toElement(child, namespace ?? ''))
  }
  return { name, attributes, children }
}

function literalText(cdata: Node): string {
  return nodesOf(cdata.content)
    .map((node) => String(node.content))
    .join('')
}

/** White space in an attribute is a space, unless it is written as a reference: https://www.w3.org/TR/xml/#AVNormalize */
function spaced(value: string): string {
  return value.replaceAll(/[\t\n]/g, ' ')
}

function malformed(what: string, cause?: unknown): InventoryError {
  return new InventoryError('protocol', what, cause === undefined ? {} : { cause })
}
