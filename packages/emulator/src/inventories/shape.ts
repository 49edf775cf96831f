import { MalformedXmlError } from '../xml/read-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'

/**
 * What a document may hold, element by element, in the order in which the service writes it. `'text'` is one
 * element with text, `'texts'` any number of them, a list any number of elements of one shape.
 */
export interface Shape {
  readonly [element: string]: Shape | 'text' | 'texts' | readonly [Shape]
}

/**
 * An element as the service understands it: the known children in its own order, each at most once, then the unknown
 * ones if they are kept. Throws a {@link MalformedXmlError} for anything else.
 */
export function fitShape(
  element: XmlElement,
  shape: Shape | 'text' | 'texts',
  unknown: 'keep' | 'drop' | 'reject',
): XmlElement {
  if (typeof shape === 'string') {
    if (element.children !== undefined) throw new MalformedXmlError()
    return element
  }
  const { name, text = '', children = [] } = element
  if (text.trim() !== '') throw new MalformedXmlError()
  const fitted: XmlElement[] = []
  for (const [childName, childShape] of Object.entries(shape)) {
    const found = children.filter((child) => child.name === childName)
    const many = isList(childShape) || childShape === 'texts'
    if (found.length > 1 && !many) throw new MalformedXmlError()
    const one = isList(childShape) ? childShape[0] : childShape
    for (const child of found) fitted.push(fitShape(child, one, unknown))
  }
  const unknownChildren = children.filter((child) => !Object.hasOwn(shape, child.name))
  if (unknown === 'reject' && unknownChildren.length > 0) throw new MalformedXmlError()
  return { name, children: unknown === 'keep' ? [...fitted, ...unknownChildren] : fitted }
}

function isList(shape: Shape[string]): shape is readonly [Shape] {
  return Array.isArray(shape)
}

/** An element without the empty containers in it that are named, wherever they are. */
export function withoutEmpty(element: XmlElement, names: ReadonlySet<string>): XmlElement {
  if (element.children === undefined) return element
  const children = element.children
    .map((child) => withoutEmpty(child, names))
    .filter((child) => !(names.has(child.name) && isEmpty(child)))
  return { ...element, children }
}

/** Whether an element holds neither text nor children. */
export function isEmpty({ text = '', children = [] }: XmlElement): boolean {
  return text === '' && children.length === 0
}
