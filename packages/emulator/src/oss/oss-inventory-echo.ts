import type { Switches } from '../switches.ts'
import { childOf, textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { ossFilterShape } from './oss-inventory-shape.ts'

/**
 * A configuration as OSS shows it again: booleans in lower case, storage classes in its own order, and a filter with
 * every element, filled with 0 or nothing where it was not put, also where there was no filter at all.
 */
export function ossInventoryEcho(understood: XmlElement, switches: Switches): XmlElement {
  const children = (understood.children ?? []).map((child) => echoOf(child, switches))
  if (switches.ossFilterEcho === 'as-put') return { ...understood, children }
  const filter = zeroFilled(childOf({ name: '', children }, 'Filter'))
  const others = children.filter(({ name }) => name !== 'Filter')
  // Filter comes after Id and IsEnabled.
  return { ...understood, children: [...others.slice(0, 2), filter, ...others.slice(2)] }
}

function echoOf(element: XmlElement, switches: Switches): XmlElement {
  const { name, text, children } = element
  if (name === 'IsEnabled' && text !== undefined) return { name, text: text.toLowerCase() }
  if (name === 'StorageClass' && text !== undefined) return { name, text: inServiceOrder(text) }
  if (name === 'SSE-KMS' && switches.ossEmptyKms === 'default-key' && !textAt(element, 'KeyId'))
    return { name, children: [{ name: 'KeyId', text: defaultKey }] }
  if (children === undefined) return element
  return { ...element, children: children.map((child) => echoOf(child, switches)) }
}

/** The key that an account has without creating one. */
const defaultKey = '00000000-0000-0000-0000-000000000000'

/** Seen: `Standard,IA` comes back as `IA,Standard`. */
function inServiceOrder(classes: string): string {
  return [...new Set(classes.split(','))].toSorted().join(',')
}

function zeroFilled(filter: XmlElement | undefined): XmlElement {
  const filled = Object.keys(ossFilterShape).map((name): XmlElement => {
    const put = childOf(filter, name)
    if (put !== undefined) return put
    return name === 'Prefix' || name === 'StorageClass' ? { name } : { name, text: '0' }
  })
  const unknown = (filter?.children ?? []).filter(
    ({ name }) => !Object.hasOwn(ossFilterShape, name),
  )
  return { name: 'Filter', children: [...filled, ...unknown] }
}
