/** An element of a document: text, or children. Plain data, so that the journal can hold it. */
export interface XmlElement {
  readonly name: string
  readonly text?: string
  readonly children?: readonly XmlElement[]
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children?.find((child) => child.name === name)
}

/** The element at the end of a path of names. */
export function elementAt(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element
  for (const name of path) at = childOf(at, name)
  return at
}

/** The text at the end of a path of names; `''` for an element that is empty. */
export function textAt(element: XmlElement, ...path: readonly string[]): string | undefined {
  const found = elementAt(element, ...path)
  return found === undefined ? undefined : (found.text ?? '')
}

/** The texts of all children of that name. */
export function textsOf(element: XmlElement | undefined, name: string): readonly string[] {
  return (element?.children ?? [])
    .filter((child) => child.name === name)
    .map(({ text }) => text ?? '')
}
