import { InventoryError } from '@bucket-inventory/core'
import { XMLValidator } from 'fast-xml-parser'

import { decodeReferences } from './decode-references.ts'
import { unwritableCharacter } from './unwritable-character.ts'
import { xmlName } from './xml-name.ts'

/** One element, decoded: text to the letter, attributes and children in document order. */
export interface XmlElement {
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly (string | XmlElement)[]
}

type XmlAttribute = readonly [name: string, value: string]

const deepest = 100

// White space of XML once line ends are read; \s would be more, and some of that may stand in names.
const space = '[ \\t\\n]'
const attribute = `${xmlName}${space}*=${space}*(?:"[^"<]*"|'[^'<]*')`
/** A comment; an instruction; CDATA; an end tag; a start tag with its attributes and whether it ends itself. */
const markup = new RegExp(
  `<(?:!--([^]*?)-->|\\?([^]*?)\\?>|!\\[CDATA\\[([^]*?)\\]\\]>|/(${xmlName})${space}*>|(${xmlName})((?:${space}+${attribute})*)${space}*(/?)>)`,
  'y',
)
const attributeParts = /([^ \t\n=]+)[ \t\n]*=[ \t\n]*(?:"([^"]*)"|'([^']*)')/g
const instructionName = new RegExp(`^${xmlName}(?=${space}|$)`)
const notSpace = /[^ \t\n]/

/** Whether the text is more than the white space between elements. */
export function hasContent(text: string): boolean {
  return notSpace.test(text)
}

/**
 * The only element of a document. Rejects with `protocol` what is no well-formed document or has a DOCTYPE. The library is
 * asked what is wrong, and where; its parser is not used, as that renames elements (`toString`), drops text beside the
 * root, and takes several times as long.
 */
export function parseElement(text: string): XmlElement {
  if (text.trim() === '') throw malformed('an empty body')
  if (/^[\s\uFEFF]*(?:<!doctype\s+html|<html[\s>])/i.test(text)) throw malformed('an HTML page')
  const character = unwritableCharacter(text)
  if (character !== undefined) throw malformed(`${character}, which XML cannot hold`)
  return readElement(text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n'))
}

/** What the library finds wrong with a text; `otherwise`, where it is more lenient. */
function diagnosed(text: string, otherwise: string): InventoryError {
  const valid = XMLValidator.validate(text)
  if (valid === true) return malformed(otherwise)
  const { line, col, msg } = valid.err
  const what = msg.replaceAll(/\s+/g, ' ').slice(0, 120)
  return malformed(`no well-formed XML (line ${line}, column ${col}: ${what})`)
}

interface OpenElement extends XmlElement {
  readonly children: (string | XmlElement)[]
  /** Default namespace in force inside. */
  readonly namespace: string
}

function readElement(text: string): XmlElement {
  const open: OpenElement[] = []
  let root: XmlElement | undefined
  let position = 0
  while (position < text.length) {
    const found = text.indexOf('<', position)
    const next = found < 0 ? text.length : found
    const parent = open.at(-1)
    if (next > position) addText(parent, text, position, next)
    if (found < 0) break
    markup.lastIndex = next
    const match = markup.exec(text)
    if (match === null) throw diagnosed(text, declaration(text.slice(next, next + 9)))
    position = markup.lastIndex
    const [, comment, instruction, literal, end, start, written = '', selfEnd] = match
    if (comment !== undefined) checkComment(comment)
    else if (instruction !== undefined) checkInstruction(instruction, next)
    else if (literal !== undefined) {
      if (parent === undefined) throw diagnosed(text, besideRoot)
      parent.children.push(literal)
    } else if (end !== undefined) {
      if (open.pop()?.name !== end) throw diagnosed(text, 'elements that cross')
    } else if (start !== undefined) {
      if (open.length >= deepest) throw malformed(`elements more than ${deepest} deep`)
      const element = openElement(start, written, parent)
      if (parent !== undefined) parent.children.push(element)
      else if (root === undefined) root = element
      else throw malformed('more than one root element')
      if (selfEnd === '') open.push(element)
    }
  }
  if (root === undefined || open.length > 0) throw diagnosed(text, 'half a document')
  return root
}

const besideRoot = 'text beside the root element'

function addText(parent: OpenElement | undefined, text: string, start: number, end: number): void {
  const part = text.slice(start, end)
  if (part.includes(']]>')) throw malformed('no well-formed XML: the end of CDATA in a text')
  if (parent !== undefined) parent.children.push(decodeReferences(part))
  else if (hasContent(part)) throw diagnosed(text, besideRoot)
}

function checkComment(text: string): void {
  if (text.includes('--') || text.endsWith('-')) {
    throw malformed('no well-formed XML: "--" in a comment')
  }
}

/** The declaration has the form of an instruction, and stands before everything else. */
function checkInstruction(text: string, position: number): void {
  const [name] = instructionName.exec(text) ?? []
  if (name === undefined) throw malformed('no well-formed XML: an instruction without a name')
  if (name.toLowerCase() === 'xml' && position > 0) {
    throw malformed('no well-formed XML: a declaration behind the beginning')
  }
}

function openElement(name: string, written: string, parent: OpenElement | undefined): OpenElement {
  if (written === '') {
    return { name, attributes: [], children: [], namespace: parent?.namespace ?? '' }
  }
  const all = Array.from(written.matchAll(attributeParts), ([, key = '', double, single]) => {
    // White space in an attribute is a space: https://www.w3.org/TR/xml/#AVNormalize
    const value = (double ?? single ?? '').replaceAll(/[\t\n]/g, ' ')
    return [key, decodeReferences(value)] as const
  })
  if (new Set(all.map(([key]) => key)).size < all.length)
    throw malformed('no well-formed XML: an attribute twice')
  const namespace = all.find(([key]) => key === 'xmlns')?.[1] ?? parent?.namespace ?? ''
  // The namespace of the root, and one that is in force already, say nothing about the content.
  const isSilent = parent === undefined || namespace === parent.namespace
  const kept = isSilent ? all.filter(([key]) => key !== 'xmlns') : all
  return { name, attributes: kept, children: [], namespace }
}

function declaration(start: string): string {
  if (start === '<!DOCTYPE') return 'a document with a DOCTYPE'
  return start.startsWith('<!') ? 'a declaration inside the document' : 'no well-formed XML'
}

function malformed(what: string): InventoryError {
  return new InventoryError('protocol', what)
}
