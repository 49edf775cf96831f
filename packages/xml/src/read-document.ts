import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import { ElementReader } from './element-reader.ts'
import { parseElement } from './parse-element.ts'
import type { XmlElement } from './parse-element.ts'

/** The root that was found among those that were expected. */
export interface XmlDocument<Root extends string = string> {
  readonly root: Root
  readonly element: ElementReader
}

/**
 * Reads a document that must have one of these roots. Rejects with `protocol`, naming what came instead and never quoting
 * the whole of it: an empty body, HTML, what is not well-formed or has a DOCTYPE, another root, an entity that XML does
 * not define. Text is kept to the letter: nothing is trimmed, nothing becomes a number.
 */
export function readDocument<Root extends string>(
  text: string,
  roots: readonly Root[],
): XmlDocument<Root> {
  const expected = roots.map((root) => `<${root}>`).join(' or ')
  const element = parsed(text, expected)
  const root = roots.find((name) => name === element.name)
  if (root === undefined) {
    throw new InventoryError('protocol', `expected ${expected}, got <${element.name.slice(0, 80)}>`)
  }
  return { root, element: new ElementReader(element) }
}

function parsed(text: string, expected: string): XmlElement {
  try {
    return parseElement(text)
  } catch (error) {
    if (!isInventoryError(error)) throw error
    throw new InventoryError('protocol', `expected ${expected}, got ${error.message}`)
  }
}
