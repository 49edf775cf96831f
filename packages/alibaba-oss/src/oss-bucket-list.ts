import { InventoryError } from '@bucket-inventory/core'
import type { BucketListing, Page } from '@bucket-inventory/core'
import { readDocument } from '@bucket-inventory/xml'
import type { ElementReader } from '@bucket-inventory/xml'

import { ossRegion } from './oss-region.ts'

/**
 * Reads one page of the buckets of an account. Rejects with `protocol` what is none, has a bucket without a name, or
 * announces more without saying where. https://www.alibabacloud.com/help/en/oss/developer-reference/listbuckets
 */
export function readOssBucketPage(text: string): Page<BucketListing> {
  const { element } = readDocument(text, ['ListAllMyBucketsResult'])
  const buckets = element.child('Buckets') ?? missing(element, 'Buckets')
  return { entries: buckets.children('Bucket').map(readBucket), next: nextOf(element) }
}

/** Reads the tags of a bucket. Rejects with `protocol` what is no set of tags; one without any has not even a set. */
export function readOssTags(text: string): Readonly<Record<string, string>> {
  const { element } = readDocument(text, ['Tagging'])
  const tags = element.child('TagSet')?.children('Tag') ?? []
  return Object.fromEntries(tags.map((tag) => [textOf(tag, 'Key'), tag.text('Value') ?? '']))
}

function readBucket(element: ElementReader): BucketListing {
  const location = element.text('Location') ?? ''
  return {
    bucket: textOf(element, 'Name'),
    ...(location === '' ? {} : { region: ossRegion(location) }),
  }
}

/** What tells of the page is there only where there are more. */
function nextOf(element: ElementReader): string | undefined {
  const truncated = element.text('IsTruncated')?.trim().toLowerCase() ?? 'false'
  if (truncated === 'false') return undefined
  if (truncated === 'true') return textOf(element, 'NextMarker')
  throw new InventoryError(
    'protocol',
    `${element.path}/IsTruncated is ${JSON.stringify(truncated.slice(0, 20))}, neither true nor false`,
  )
}

function textOf(element: ElementReader, name: string): string {
  const text = element.text(name) ?? ''
  return text === '' ? missing(element, name) : text
}

function missing(element: ElementReader, name: string): never {
  throw new InventoryError('protocol', `${element.path} has no <${name}>`)
}
