import { InventoryError } from '@bucket-inventory/core'
import type { NativeRemainder } from '@bucket-inventory/core'

import { hasContent } from './parse-element.ts'
import type { XmlElement } from './parse-element.ts'

type Remainder = string | NativeRemainder
type Taken = 'text' | readonly ElementReader[]

/**
 * Takes known children out of an element and knows what is left. Reading the same name twice gives the same; `has` takes
 * nothing. What does not fit (an element repeated where one is expected, elements where text is) is `protocol`.
 */
export class ElementReader {
  /** Where the element stands, as `InventoryConfiguration/Destination`. */
  readonly path: string
  readonly #element: XmlElement
  readonly #byName = new Map<string, XmlElement[]>()
  readonly #taken = new Map<string, Taken>()

  constructor(element: XmlElement, parentPath?: string) {
    this.#element = element
    this.path = parentPath === undefined ? element.name : `${parentPath}/${element.name}`
    for (const child of element.children) {
      if (typeof child === 'string') continue
      const same = this.#byName.get(child.name)
      if (same === undefined) this.#byName.set(child.name, [child])
      else same.push(child)
    }
  }

  /** Whether there is a child of this name. */
  has(name: string): boolean {
    return this.#byName.has(name)
  }

  /** The text of the only child of this name, to the letter; `undefined` where there is none. */
  text(name: string): string | undefined {
    this.#refuseSeveral(name)
    return this.texts(name)[0]
  }

  /** The text of every child of this name, in order. */
  texts(name: string): string[] {
    const elements = this.#byName.get(name) ?? []
    if (elements.length > 0) this.#taken.set(name, 'text')
    return elements.map((element) => this.#textOf(element))
  }

  /** The only child of this name, `undefined` where there is none. */
  child(name: string): ElementReader | undefined {
    this.#refuseSeveral(name)
    return this.children(name)[0]
  }

  /** Every child of this name, in order. */
  children(name: string): readonly ElementReader[] {
    const taken = this.#taken.get(name)
    if (taken !== undefined && taken !== 'text') return taken
    const readers = (this.#byName.get(name) ?? []).map(
      (element) => new ElementReader(element, this.path),
    )
    if (readers.length > 0) this.#taken.set(name, readers)
    return readers
  }

  /**
   * What nobody took, here and in the readers given out; `undefined` if nothing. Attributes as `@name`, text beside
   * elements as `#text`, several of one name as a list. Where several of one name were taken and something is left in
   * one of them, the list has an entry for each of them, empty for those that were taken whole.
   */
  remainder(): NativeRemainder | undefined {
    const entries: [string, Remainder | readonly Remainder[]][] = attributesOf(this.#element)
    const text = mixedText(this.#element)
    if (text !== undefined) entries.push(['#text', text])
    for (const [name, elements] of this.#byName) {
      const taken = this.#taken.get(name)
      if (taken === undefined) entries.push([name, oneOrList(elements.map(wholeOf))])
      else {
        const left =
          taken === 'text'
            ? elements.map((element) => recordOf(attributesOf(element)))
            : taken.map((reader) => reader.remainder() ?? {})
        if (left.some((record) => Object.keys(record).length > 0)) {
          entries.push([name, oneOrList(left)])
        }
      }
    }
    return entries.length > 0 ? recordOf(entries) : undefined
  }

  #refuseSeveral(name: string): void {
    const count = this.#byName.get(name)?.length ?? 0
    if (count > 1) {
      throw new InventoryError('protocol', `${this.path} has <${name}> ${count} times, not once`)
    }
  }

  #textOf(element: XmlElement): string {
    let text = ''
    for (const child of element.children) {
      if (typeof child !== 'string') {
        throw new InventoryError(
          'protocol',
          `${this.path}/${element.name} holds <${child.name}> where text is expected`,
        )
      }
      text += child
    }
    return text
  }
}

function wholeOf(element: XmlElement): Remainder {
  const text = textIn(element)
  const holdsElements = element.children.some((child) => typeof child !== 'string')
  if (!holdsElements && element.attributes.length === 0) return text
  const record = new ElementReader(element).remainder() ?? {}
  // White space is content where no element stands beside it.
  return holdsElements || text === ''
    ? record
    : recordOf([...Object.entries(record), ['#text', text]])
}

function attributesOf(element: XmlElement): [string, string][] {
  return element.attributes.map(([name, value]) => [`@${name}`, value])
}

/** Text beside elements; white space between elements is none. */
function mixedText(element: XmlElement): string | undefined {
  const text = textIn(element)
  return hasContent(text) ? text : undefined
}

function textIn(element: XmlElement): string {
  return element.children.filter((child) => typeof child === 'string').join('')
}

function oneOrList(values: readonly Remainder[]): Remainder | readonly Remainder[] {
  const [first] = values
  return values.length === 1 && first !== undefined ? first : values
}

/** Defines each member, so that an element named `__proto__` is one like any other. */
function recordOf(
  entries: readonly (readonly [string, Remainder | readonly Remainder[]])[],
): NativeRemainder {
  return Object.fromEntries(entries)
}
