import type { BareCalls } from './bare-calls.ts'

/** The part of an ali-oss client that a script uses: its own put, and its requests for answers that its methods cut short. */
export interface BareOssClient {
  putBucketInventory(bucket: string, inventory: object): Promise<unknown>
  request(parameters: object): Promise<{ readonly data: unknown }>
}

/** OSS with the SDK's own model where it suffices, and its own XML writer and parser. */
export function bareOss(client: BareOssClient, inventory: object): BareCalls {
  const get = async (bucket: string, subres: object): Promise<unknown> =>
    (
      await client.request({
        method: 'GET',
        bucket,
        subres,
        xmlResponse: true,
        successStatuses: [200],
      })
    ).data
  return {
    put: async (bucket, id) => client.putBucketInventory(bucket, { ...inventory, id }),
    get: async (bucket, id) => get(bucket, { inventory: '', inventoryId: id }),
    list: async (bucket) => {
      let count = 0
      let token: unknown
      do {
        const page = await get(bucket, {
          inventory: '',
          ...(typeof token === 'string' ? { 'continuation-token': token } : {}),
        })
        const entries = member(page, 'InventoryConfiguration')
        count += Array.isArray(entries) ? entries.length : 1
        token =
          member(page, 'IsTruncated') === 'true' ? member(page, 'NextContinuationToken') : undefined
      } while (token !== undefined)
      return count
    },
  }
}

function member(page: unknown, name: string): unknown {
  return typeof page === 'object' && page !== null ? Reflect.get(page, name) : undefined
}
