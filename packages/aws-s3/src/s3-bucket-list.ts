import { InventoryError } from '@bucket-inventory/core'
import type { BucketListing, Page } from '@bucket-inventory/core'
import { readDocument } from '@bucket-inventory/xml'
import type { ElementReader } from '@bucket-inventory/xml'

/** Reads one page of the buckets of an account. Rejects with `protocol` what is none, or has a bucket without a name. */
export function readS3BucketPage(text: string): Page<BucketListing> {
  const { element } = readDocument(text, ['ListAllMyBucketsResult'])
  const token = element.text('ContinuationToken') ?? ''
  return {
    entries: childOf(element, 'Buckets').children('Bucket').map(readBucket),
    next: token === '' ? undefined : token,
  }
}

/** Reads the tags of a bucket. Rejects with `protocol` what is no set of tags. */
export function readS3Tags(text: string): Readonly<Record<string, string>> {
  const { element } = readDocument(text, ['Tagging'])
  const tags = childOf(element, 'TagSet').children('Tag')
  return Object.fromEntries(tags.map((tag) => [textOf(tag, 'Key'), tag.text('Value') ?? '']))
}

function readBucket(element: ElementReader): BucketListing {
  const region = element.text('BucketRegion') ?? ''
  return { bucket: textOf(element, 'Name'), ...(region === '' ? {} : { region }) }
}

function childOf(element: ElementReader, name: string): ElementReader {
  return element.child(name) ?? missing(element, name)
}

function textOf(element: ElementReader, name: string): string {
  const text = element.text(name) ?? ''
  return text === '' ? missing(element, name) : text
}

function missing(element: ElementReader, name: string): never {
  throw new InventoryError('protocol', `${element.path} has no <${name}>`)
}
