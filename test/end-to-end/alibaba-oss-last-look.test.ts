import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import type { OssConfiguration, OssTransport } from '@bucket-inventory/alibaba-oss'
import OSS from 'ali-oss'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { errorOf, old, shown, startOssWorld } from './alibaba-oss-world.ts'
import type { OssWorld } from './alibaba-oss-world.ts'

const get = 'GetBucketInventory'

let world: OssWorld

beforeAll(async () => {
  world = await startOssWorld()
})

afterEach(() => {
  world.emulator.resetFaults()
})

afterAll(() => world.emulator.close())

describe('a deletion that looks first', () => {
  it('sends nothing more than one that does not', async () => {
    const bucket = await world.newBucket(old)
    const looks: OssConfiguration[] = []
    const beforeDelete = (previous: OssConfiguration) => void looks.push(previous)
    const provider = world.provider()
    expect(await provider.delete(bucket, 'daily', { beforeDelete })).toEqual({ existed: true })
    expect(world.sent(bucket)).toEqual(['Get 200', 'Delete 204'])
    expect(await provider.delete(bucket, 'daily', { beforeDelete })).toEqual({ existed: false })
    expect(world.sent(bucket).slice(2)).toEqual(['Get 404'])
    expect(looks).toEqual([shown(old)])
  })

  it.each([
    ['a document that is none', { type: 'body', contentType: 'a/b', text: '<A/>' }],
    ['the right to read', { type: 'error', status: 403, code: 'AccessDenied' }],
  ] as const)('deletes nothing for want of %s, though the service could', async (_what, effect) => {
    const bucket = await world.newBucket(old)
    world.emulator.inject({ bucket, operation: get, times: 2, effect })
    const provider = createOssProvider({ client: ofTheService() })
    const looks: OssConfiguration[] = []
    const beforeDelete = (previous: OssConfiguration) => void looks.push(previous)
    const error = await errorOf(provider.delete(bucket, 'daily', { beforeDelete }))
    expect(['protocol', 'permission-denied']).toContain(error.code)
    expect(world.sent(bucket).map((request) => request.slice(0, 3))).toEqual(['Get'])
    await expect(provider.delete(bucket, 'daily')).resolves.toEqual({ existed: true })
    expect(looks).toEqual([])
    await expect(world.standing(bucket)).resolves.toEqual([])
  })
})

/** What carries requests for the service itself, to here. */
function ofTheService(): OssTransport & { readonly options: object } {
  const client: unknown = new OSS({
    endpoint: world.emulator.oss,
    region: 'oss-cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: 'test',
  })
  if (!carries(client)) throw new TypeError('ali-oss has no request')
  return {
    request: (request) => client.request(request),
    options: { endpoint: { hostname: 'oss-cn-hangzhou.aliyuncs.com' } },
  }
}

function carries(client: unknown): client is OssTransport {
  return typeof client === 'object' && client !== null && 'request' in client
}
