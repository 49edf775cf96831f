import type { BareCalls } from './bare-calls.ts'

/** The part of an ali-oss client that a script uses for what its methods cannot send. */
export interface BareOssClient {
  request(parameters: object): Promise<{ readonly data: unknown }>
}

/** OSS with the SDK's signed requests and its own XML parser; `document` is the XML for an id. */
export function bareOss(client: BareOssClient, document: (id: string) => string): BareCalls {
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
    put: async (bucket, id) =>
      client.request({
        method: 'PUT',
        bucket,
        subres: { inventory: '', inventoryId: id },
        mime: 'xml',
        content: Buffer.from(document(id)),
        successStatuses: [200],
      }),
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
