import { InventoryError } from '@bucket-inventory/core'
import { XMLValidator } from 'fast-xml-parser'

import { decodeReferences } from './decode-references.ts'
import { unwritableCharacter } from './unwritable-character.ts'

/** One element, decoded: text to the letter, attributes and children in document order. */
export interface XmlElement {
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly (string | XmlElement)[]
}

export type XmlAttribute = readonly [name: string, value: string]

const deepest = 100

/** A comment or instruction; CDATA; an end tag; a start tag with its attributes and whether it ends itself. */
const markup =
  /<(?:!--[^]*?-->|\?[^]*?\?>|!\[CDATA\[([^]*?)\]\]>|\/([^\s>]+)\s*>|([^\s/>!?]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>)/y
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/**
 * The only element of a document. Rejects with `protocol` what is no well-formed document or has a DOCTYPE. The library
 * says what is wrong, and where; its parser is not used, as that renames elements (`toString`), trims, guesses types and
 * decodes HTML's entities.
 */
export function parseElement(text: string): XmlElement {
  refuseOtherThanXml(text)
  return readElement(text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n'))
}

function refuseOtherThanXml(text: string): void {
  if (text.trim() === '') throw malformed('an empty body')
  if (/^[\s\uFEFF]*(?:<!doctype\s+html|<html[\s>])/i.test(text)) throw malformed('an HTML page')
  const character = unwritableCharacter(text)
  if (character !== undefined) throw malformed(`${character}, which XML cannot hold`)
  const valid = XMLValidator.validate(text)
  if (valid === true) return
  const { line, col, msg } = valid.err
  const what = msg.replaceAll(/\s+/g, ' ').slice(0, 120)
  throw malformed(`no well-formed XML (line ${line}, column ${col}: ${what})`)
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
    if (next > position) addText(parent, text.slice(position, next))
    if (found < 0) break
    markup.lastIndex = next
    const match = markup.exec(text)
    if (match === null) throw malformed(declaration(text.slice(next, next + 9)))
    position = markup.lastIndex
    const [, literal, end, name, attributes = '', selfEnd] = match
    if (literal !== undefined) parent?.children.push(literal)
    if (end !== undefined && open.pop()?.name !== end) throw malformed('elements that cross')
    if (name === undefined) continue
    const element = openElement(name, attributes, parent)
    if (parent !== undefined) parent.children.push(element)
    else if (root === undefined) root = element
    else throw malformed('more than one root element')
    if (selfEnd === '' && open.push(element) > deepest) {
      throw malformed(`elements more than ${deepest} deep`)
    }
  }
  if (root === undefined || open.length > 0) throw malformed('half a document')
  return root
}

function addText(parent: OpenElement | undefined, text: string): void {
  if (parent !== undefined) parent.children.push(decodeReferences(text))
  else if (text.trim() !== '') throw malformed('text beside the root element')
}

function openElement(name: string, written: string, parent: OpenElement | undefined): OpenElement {
  if (written === '') {
    return { name, attributes: [], children: [], namespace: parent?.namespace ?? '' }
  }
  const all = Array.from(written.matchAll(attribute), ([, key = '', double, single]) => {
    // White space in an attribute is a space: https://www.w3.org/TR/xml/#AVNormalize
    const value = (double ?? single ?? '').replaceAll(/[\t\n]/g, ' ')
    return [key, decodeReferences(value)] as const
  })
  const namespace = all.find(([key]) => key === 'xmlns')?.[1] ?? parent?.namespace ?? ''
  // The namespace of the root, and one that is in force already, say nothing about the content.
  const isSilent = parent === undefined || namespace === parent.namespace
  const attributes = isSilent ? all.filter(([key]) => key !== 'xmlns') : all
  return { name, attributes, children: [], namespace }
}

function declaration(start: string): string {
  if (start === '<!DOCTYPE') return 'a document with a DOCTYPE'
  return start.startsWith('<!') ? 'a declaration inside the document' : 'no well-formed XML'
}

function malformed(what: string): InventoryError {
  return new InventoryError('protocol', what)
}
