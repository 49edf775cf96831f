import { BucketInventories } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import { expect, it } from 'vitest'

import { collected, written } from './health-world.test.support.ts'
import { overInventories } from './over-inventories.ts'

it('begins with the first inventory of each bucket, and yields them bucket by bucket', async () => {
  const names = ['a', 'b', 'c']
  const provider = createMemoryProvider({ buckets: names.map((name) => ({ name })) })
  for (const [index, name] of names.entries()) {
    for (const id of ['1', '2', '3'].slice(0, index + 1)) await provider.put(name, written({ id }))
  }
  const buckets = names.map((bucket) => ({
    location: { scheme: 'memory', bucket },
    inventories: new BucketInventories(provider, bucket),
  }))
  const begun: string[] = []
  const outcomes = overInventories(
    buckets,
    async ({ bucket, id }) => {
      begun.push(bucket.location.bucket + id)
      return id
    },
    { concurrency: 1 },
  )
  const yielded = (await collected(outcomes)).map(
    ({ inventory: { bucket, id } }) => bucket.location.bucket + id,
  )
  expect(begun).toStrictEqual(['a1', 'b1', 'c1', 'b2', 'c2', 'c3'])
  expect(yielded).toStrictEqual(['a1', 'b1', 'b2', 'c1', 'c2', 'c3'])
})
