import { InventoryError } from '@bucket-inventory/core'
import type { Page, StoreEntry } from '@bucket-inventory/core'
import { readDocument } from '@bucket-inventory/xml'
import type { ElementReader } from '@bucket-inventory/xml'

/**
 * Reads one page of objects and of folders, whose keys end in `/`. Rejects with `protocol` what is none, has an object without
 * a key or size, or announces more without saying where.
 */
export function readOssObjectPage(text: string): Page<StoreEntry> {
  const { element } = readDocument(text, ['ListBucketResult'])
  const isEncoded = element.text('EncodingType') === 'url'
  const keyOf = (entry: ElementReader, name: string) => {
    const key = textOf(entry, name)
    return isEncoded ? decodeKey(key) : key
  }
  const objects = element
    .children('Contents')
    .map((object) => ({ key: keyOf(object, 'Key'), size: sizeOf(object) }))
  const folders = element
    .children('CommonPrefixes')
    .map((folder) => ({ key: keyOf(folder, 'Prefix'), size: 0 }))
  const isTruncated = element.text('IsTruncated') === 'true'
  const next = isTruncated ? textOf(element, 'NextContinuationToken') : undefined
  return { entries: [...objects, ...folders], next }
}

/** A plus is a space in whatever is URL-encoded: a plus itself never stays one. */
function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new InventoryError('protocol', `"${text.slice(0, 80)}" is no URL-encoded key`)
  }
}

function sizeOf(object: ElementReader): number {
  const text = textOf(object, 'Size')
  const size = /^\d+$/.test(text) ? Number(text) : NaN
  if (Number.isSafeInteger(size)) return size
  throw new InventoryError('protocol', `${object.path} has "${text.slice(0, 20)}" for its size`)
}

function textOf(element: ElementReader, name: string): string {
  const text = element.text(name) ?? ''
  if (text !== '') return text
  throw new InventoryError('protocol', `${element.path} has no <${name}>`)
}
