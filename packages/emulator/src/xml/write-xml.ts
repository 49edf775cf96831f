import type { XmlElement } from './xml-element.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** What an element may be written with: text, a number, children, or nothing at all (`undefined` leaves it out). */
export type XmlContent = string | number | boolean | readonly (string | undefined)[] | undefined

/** A whole document: the declaration and one root, with the namespace of the service if it has one. */
export function writeDocument(root: string, content: XmlContent, namespace?: string): string {
  const attributes = namespace === undefined ? '' : ` xmlns="${namespace}"`
  return `${declaration}<${root}${attributes}>${inner(content)}</${root}>`
}

/** One element, written; `''` where there is no content, so that optional elements read as a list. */
export function write(name: string, content: XmlContent): string {
  return content === undefined ? '' : `<${name}>${inner(content)}</${name}>`
}

/** An element that was read, written again. */
export function writeElement(element: XmlElement): string {
  return write(element.name, element.children?.map(writeElement) ?? element.text ?? '')
}

function inner(content: XmlContent): string {
  if (typeof content === 'string') return escapeText(content)
  if (typeof content === 'object') return content.join('')
  return String(content)
}

// oxlint-disable-next-line no-control-regex
const special = /[&<>"\u0000-\u0008\u000a-\u001f]/g
const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Control characters become references, also those that XML does not allow: that is what S3 does with a key's. */
function escapeText(text: string): string {
  if (text.search(special) === -1) return text
  return text.replaceAll(
    special,
    (character) => named[character] ?? `&#${character.charCodeAt(0)};`,
  )
}
