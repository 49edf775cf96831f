import { InventoryError, isInventoryError, readAnswer } from '@bucket-inventory/core'
import type { Page, UnreadableEntry } from '@bucket-inventory/core'

import type { ElementReader } from './element-reader.ts'
import { readDocument } from './read-document.ts'

/**
 * Reads one page of a list of inventory configurations, which has one shape on all clouds. An entry that cannot be read is
 * its error, naming its id where it has one. Rejects with `protocol` what is no page, or announces another without a token.
 */
export function readInventoryPage<Native>(
  text: string,
  readEntry: (element: ElementReader) => Native,
): Page<Native | UnreadableEntry> {
  const { element } = readDocument(text, ['ListInventoryConfigurationsResult'])
  const next = element.text('NextContinuationToken') ?? ''
  const more = isTruncated(element) ?? next !== ''
  if (more && next === '') {
    throw new InventoryError(
      'protocol',
      'the list announces another page but has no NextContinuationToken',
    )
  }
  return {
    entries: element.children('InventoryConfiguration').map((entry) => entryOf(entry, readEntry)),
    next: more ? next : undefined,
  }
}

function isTruncated(element: ElementReader): boolean | undefined {
  const text = element.text('IsTruncated')?.trim().toLowerCase()
  if (text === undefined) return undefined
  if (text === 'true' || text === 'false') return text === 'true'
  throw new InventoryError(
    'protocol',
    `IsTruncated is "${text.slice(0, 20)}", neither true nor false`,
  )
}

function entryOf<Native>(
  element: ElementReader,
  readEntry: (element: ElementReader) => Native,
): Native | UnreadableEntry {
  try {
    return readAnswer(nameOf(element), () => readEntry(element))
  } catch (error) {
    if (isInventoryError(error)) return { error }
    throw error
  }
}

function nameOf(element: ElementReader): string {
  try {
    const id = element.text('Id') ?? ''
    return id === '' ? 'an inventory without an id' : `inventory "${id.slice(0, 200)}"`
  } catch {
    return 'an inventory with several ids'
  }
}
