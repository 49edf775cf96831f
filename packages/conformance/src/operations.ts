import type { RequestOptions } from '@bucket-inventory/core'

import type { TestBucket } from './test-bucket.ts'

/** Every operation that may send a request, as a call; get and delete are of `there`, which must be. */
export const operations: Readonly<
  Record<string, (bucket: TestBucket, options: RequestOptions) => Promise<unknown>>
> = {
  put: (bucket, options) => bucket.put(bucket.example({ id: 'new' }), options),
  get: (bucket, options) => bucket.get('there', options),
  list: (bucket, options) => bucket.list(options),
  delete: (bucket, options) => bucket.provider.delete(bucket.name, 'there', options),
}
