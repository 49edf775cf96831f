import { expect, it } from 'vitest'

import { InventoryError } from '../inventory-error.ts'
import type { Page } from './all-pages.ts'
import type { BucketListing } from './inventory-provider.ts'
import { listAllBuckets } from './list-all-buckets.ts'

const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `b${from + index}`)

/** Two pages of six buckets, of which one cannot be asked for its tags and one is gone. */
function requestsOf(failing: string, gone: string) {
  const asked: string[] = []
  const pages = new Map<string | undefined, Page<BucketListing>>([
    [undefined, { entries: names(0, 6).map((bucket) => ({ bucket })), next: 'more' }],
    ['more', { entries: names(6, 12).map((bucket) => ({ bucket })), next: undefined }],
  ])
  return {
    asked,
    page: async (token: string | undefined) => {
      const page = pages.get(token)
      if (page === undefined) throw new Error('there is no such page')
      return page
    },
    tags: async ({ bucket }: { readonly bucket: string }) => {
      asked.push(bucket)
      if (bucket === failing) throw new InventoryError('throttled', 'slow down')
      return bucket === gone ? undefined : { name: bucket }
    },
  }
}

it('gives what was found out before it fails, so that the rest can be asked for', async () => {
  const requests = requestsOf('b9', 'b3')
  const found: string[] = []
  const list = async (known: ReadonlySet<string>) => {
    const wanted = (bucket: string) => !known.has(bucket)
    for await (const { bucket, tags } of listAllBuckets('buckets', requests, {
      tags: true,
      names: wanted,
    })) {
      expect(tags).toStrictEqual({ name: bucket })
      found.push(bucket)
    }
  }
  await expect(list(new Set())).rejects.toMatchObject({ code: 'throttled' })
  expect(found).toStrictEqual(names(0, 12).filter((name) => name !== 'b3' && name !== 'b9'))
  expect(requests.asked).toStrictEqual(names(0, 12))
  await expect(list(new Set(found))).rejects.toMatchObject({ code: 'throttled' })
  expect(requests.asked.slice(12)).toStrictEqual(['b3', 'b9'])
})

it('asks for no tags that nobody wants', async () => {
  const requests = requestsOf('b9', 'b3')
  const found: string[] = []
  for await (const { bucket } of listAllBuckets('buckets', requests, {})) found.push(bucket)
  expect(found).toStrictEqual(names(0, 12))
  expect(requests.asked).toStrictEqual([])
})
