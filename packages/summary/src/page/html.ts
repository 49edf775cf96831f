import { printable } from '../words/printable.ts'

/** Markup that is safe to put into a page. Only {@link html} makes it. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** Lines of a template are for who reads the source. */
const laidOut = /\s*\n\s*/g

export type HtmlValue = string | number | Html | readonly Html[]

/** Markup of a template: texts that are put in are escaped, and what a person would not see in them is written out. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = ''
  for (const [index, part] of parts.entries()) {
    text += part.replaceAll(laidOut, ' ')
    const value = values[index]
    if (value !== undefined) text += markupOf(value)
  }
  return new Html(text)
}

/** Nothing. */
export const none = new Html('')

/** A text of a report as an element of its own, so that what is written from right to left stays within. */
export function isolated(text: string): Html {
  return html`<bdi>${text}</bdi>`
}

function markupOf(value: HtmlValue): string {
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(({ text }) => text).join('')
  return escaped(printable(String(value)))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
}
