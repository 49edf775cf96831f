import { isUtf8 } from 'node:buffer'

import { XMLParser, XMLValidator } from 'fast-xml-parser'

import type { XmlElement } from './xml-element.ts'

/** A body that is no XML, or not the XML that a service takes: the dialects answer `MalformedXML`. */
export class MalformedXmlError extends Error {}

/**
 * Reads one document, strictly: well formed, with this root, no DOCTYPE, only characters and references that XML
 * has; throws a {@link MalformedXmlError}. Nothing is trimmed or converted (`007` stays `007`) but for white space between elements, which goes.
 */
export function readXml(bytes: Buffer, rootName: string): XmlElement {
  if (!isUtf8(bytes)) throw new MalformedXmlError()
  const document = bytes.toString('utf8').replace(/^\ufeff/, '')
  if (document.includes('<!DOCTYPE') || forbidden.test(document)) throw new MalformedXmlError()
  if (XMLValidator.validate(document) !== true) throw new MalformedXmlError()
  const roots = readNodes(parse(document)).filter((node) => typeof node !== 'string')
  const [root] = roots
  if (root?.name !== rootName || roots.length > 1) throw new MalformedXmlError()
  return root
}

/** Characters that XML 1.0 cannot hold. */
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

const parser = new XMLParser({
  preserveOrder: true,
  processEntities: false,
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  cdataPropName: '#cdata',
})

function parse(document: string): unknown {
  try {
    return parser.parse(document)
  } catch {
    throw new MalformedXmlError()
  }
}

/** The parser's ordered nodes: `{ name: [nodes] }`, `{ '#text': text }`, `{ '#cdata': [{ '#text': text }] }`. */
function readNodes(nodes: unknown): readonly (XmlElement | string)[] {
  if (!Array.isArray(nodes)) return []
  const read: (XmlElement | string)[] = []
  for (const node of nodes) {
    const [entry] = Object.entries(node ?? {})
    if (entry === undefined) continue
    const [name, content] = entry
    if (name === '#text') read.push(decodeReferences(String(content)))
    else if (name === '#cdata') read.push(rawText(content))
    else read.push(elementOf(name, readNodes(content)))
  }
  return read
}

function elementOf(name: string, nodes: readonly (XmlElement | string)[]): XmlElement {
  const children: XmlElement[] = []
  let text = ''
  for (const node of nodes) {
    if (typeof node === 'string') text += node
    else children.push(node)
  }
  if (children.length === 0) return text === '' ? { name } : { name, text }
  return text.trim() === '' ? { name, children } : { name, text, children }
}

/** The text of a CDATA section, in which nothing is a reference. */
function rawText(content: unknown): string {
  if (!Array.isArray(content)) return ''
  return content.flatMap((node) => Object.values(node ?? {}).map(String)).join('')
}

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

function decodeReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&([^;&]*);?/g, (whole, reference: string) => {
    if (!whole.endsWith(';')) throw new MalformedXmlError()
    return named.get(reference) ?? decodeNumeric(reference)
  })
}

function decodeNumeric(reference: string): string {
  const match = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(reference)
  const code = match?.[1] === undefined ? Number(match?.[2]) : Number.parseInt(match[1], 16)
  if (!(code <= 0x10ffff) || (code >= 0xd800 && code < 0xe000)) throw new MalformedXmlError()
  const character = String.fromCodePoint(code)
  if (forbidden.test(character)) throw new MalformedXmlError()
  return character
}
