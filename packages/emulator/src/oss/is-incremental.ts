import { textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'

/** Whether an inventory delivers changes, which it does also where it is disabled itself. */
export function isIncremental(understood: XmlElement): boolean {
  return textAt(understood, 'IncrementalInventory', 'IsEnabled')?.toLowerCase() === 'true'
}
