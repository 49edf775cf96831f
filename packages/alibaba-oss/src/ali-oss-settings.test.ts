import { isInventoryError } from '@bucket-inventory/core'
import OSS from 'ali-oss'
import { describe, expect, it } from 'vitest'

import { aliOssSettings } from './ali-oss-settings.ts'
import { OssConnection } from './oss-connection.ts'
import type { OssConnectionOptions } from './oss-connection.ts'
import { asTransport } from './oss-transport.ts'

const keys = { accessKeyId: 'id', accessKeySecret: 'secret' }
const request = {
  method: 'GET',
  bucket: 'photos-cn',
  subres: { inventory: '', inventoryId: 'daily' },
  successStatuses: [200],
} as const

interface Sent {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** What `ali-oss` itself makes of the settings, without a network. */
async function sentWith(options: OssConnectionOptions): Promise<Sent> {
  const { region } = new OssConnection(options)
  const sent: Sent[] = []
  const urllib = {
    request: async (url: string, { headers }: Sent) => {
      sent.push({ url, headers })
      return { status: 200, headers: {}, data: Buffer.from('') }
    },
  }
  const settings = { ...aliOssSettings(options, region, keys), urllib }
  await asTransport(new OSS(settings)).request(request)
  const [first] = sent
  if (first === undefined) throw new Error('nothing was sent')
  return first
}

const query = '?inventory=&inventoryId=daily'

describe('sends requests', () => {
  it.each<[string, OssConnectionOptions, string]>([
    [
      'to the public endpoint of the region',
      { region: 'cn-hangzhou' },
      `https://photos-cn.oss-cn-hangzhou.aliyuncs.com/${query}`,
    ],
    [
      'to the same one for a region with oss- in front',
      { region: 'oss-cn-hangzhou' },
      `https://photos-cn.oss-cn-hangzhou.aliyuncs.com/${query}`,
    ],
    [
      'to the internal endpoint of the region',
      { region: 'cn-hangzhou', internal: true },
      `https://photos-cn.oss-cn-hangzhou-internal.aliyuncs.com/${query}`,
    ],
    [
      'to an endpoint without a scheme, by https',
      { endpoint: 'oss-eu-central-1-internal.aliyuncs.com' },
      `https://photos-cn.oss-eu-central-1-internal.aliyuncs.com/${query}`,
    ],
    [
      'to a custom domain as it is',
      { endpoint: 'https://files.example.com', cname: true, region: 'cn-hangzhou' },
      `https://files.example.com/${query}`,
    ],
    [
      'to another server with the bucket in the host',
      { endpoint: 'http://oss.example.com:8080', region: 'cn-hangzhou' },
      `http://photos-cn.oss.example.com:8080/${query}`,
    ],
    [
      'to another server with the bucket in the path where that is asked for',
      { endpoint: 'http://emulator:8080', region: 'cn-hangzhou', pathStyle: true },
      `http://emulator:8080/photos-cn/${query}`,
    ],
    [
      'to this machine with the bucket in the path',
      { endpoint: 'http://127.0.0.1:8080', region: 'cn-hangzhou' },
      `http://127.0.0.1:8080/photos-cn/${query}`,
    ],
    [
      'to this machine by its name with the bucket in the path',
      { endpoint: 'http://localhost:8080', region: 'cn-hangzhou' },
      `http://localhost:8080/photos-cn/${query}`,
    ],
  ])('%s', async (_what, options, url) => {
    expect((await sentWith(options)).url).toBe(url)
  })

  it('signed with version 4 and the region of the endpoint', async () => {
    const { headers } = await sentWith({ endpoint: 'https://oss-cn-qingdao.aliyuncs.com' })
    expect(headers['authorization']).toMatch(
      /^OSS4-HMAC-SHA256 Credential=id\/\d{8}\/cn-qingdao\/oss\/aliyun_v4_request,Signature=/,
    )
  })

  it('signed with version 1 where that is asked for', async () => {
    const { headers } = await sentWith({ region: 'cn-qingdao', signature: 'v1' })
    expect(headers['authorization']).toMatch(/^OSS id:/)
  })
})

describe('knows whose endpoint it is', () => {
  it.each<[boolean, OssConnectionOptions]>([
    [true, { region: 'cn-hangzhou' }],
    [true, { endpoint: 'https://oss-cn-hangzhou-internal.aliyuncs.com' }],
    [false, { endpoint: 'https://files.example.com', cname: true }],
    [false, { endpoint: 'http://127.0.0.1:8080' }],
    [true, { endpoint: 'https://oss-accelerate.aliyuncs.com' }],
    [true, { endpoint: 'https://cn-hangzhou.oss.aliyuncs.com' }],
    [false, { endpoint: 'https://photos-123.cn-hangzhou.fcapp.run' }],
    [false, { endpoint: 'https://1283641033516515.cn-hangzhou.fc.aliyuncs.com' }],
    [false, { endpoint: 'https://alb-x1.cn-hangzhou.alb.aliyuncs.com' }],
    [false, { endpoint: 'https://aliyuncs.com.example.com' }],
    [false, { client: { request: () => Promise.reject(new Error('unused')) } }],
    [true, { client: new OSS({ ...keys, region: 'oss-cn-hangzhou' }) }],
    [false, { client: new OSS({ ...keys, endpoint: 'http://127.0.0.1:8080' }) }],
    [false, { client: new OSS({ ...keys, endpoint: 'https://files.example.com', cname: true }) }],
  ])('%s', (isService, options) => {
    expect(new OssConnection(options).isService).toBe(isService)
  })
})

describe('knows the region', () => {
  it.each<[string | undefined, OssConnectionOptions]>([
    ['cn-hangzhou', { region: 'oss-cn-hangzhou' }],
    ['cn-qingdao', { endpoint: 'oss-cn-qingdao-internal.aliyuncs.com' }],
    ['cn-beijing', { region: 'cn-beijing', endpoint: 'https://files.example.com' }],
    [undefined, { endpoint: 'https://oss-accelerate.aliyuncs.com' }],
    [undefined, { endpoint: 'http://127.0.0.1:8080' }],
    [undefined, {}],
    ['cn-hangzhou', { client: new OSS({ ...keys, region: 'oss-cn-hangzhou' }) }],
  ])('%s', (region, options) => {
    expect(new OssConnection(options).region).toBe(region)
  })
})

describe('refuses', () => {
  it.each<[string, OssConnectionOptions, string]>([
    ['to guess a region', {}, 'no region'],
    ['to sign for an unknown region', { endpoint: 'http://127.0.0.1:8080' }, 'no region'],
    ['an endpoint that is none', { endpoint: 'ftp://x', region: 'cn-hangzhou' }, 'no OSS endpoint'],
    [
      'a path, which ali-oss would drop',
      { endpoint: 'https://oss.example.com/base', region: 'cn-hangzhou' },
      'a path in the endpoint at oss.example.com',
    ],
    [
      'credentials in the endpoint',
      { endpoint: 'https://id:secret@oss.example.com', region: 'cn-hangzhou' },
      'credentials in the endpoint at oss.example.com',
    ],
    ['IPv6', { endpoint: 'http://[::1]:8080', region: 'cn-hangzhou' }, 'IPv6 address [::1]'],
  ])('%s', async (_what, options, message) => {
    const refused = await new OssConnection({ ...keys, ...options }).transport().then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(isInventoryError(refused, 'invalid-input') && refused.message).toContain(message)
    expect(String(refused)).not.toContain('secret')
  })

  it('a client that cannot carry requests', async () => {
    const connection = new OssConnection({ client: { useBucket: () => {} } })
    await expect(connection.transport()).rejects.toMatchObject({ code: 'unsupported' })
  })
})

describe('asks for credentials', () => {
  it('before each request, by the profile', async () => {
    const asked: (string | undefined)[] = []
    const connection = new OssConnection({
      region: 'cn-hangzhou',
      profile: 'prod',
      credentials: (profile) => {
        asked.push(profile)
        return asked.length < 3 ? keys : { ...keys, stsToken: 'token' }
      },
    })
    const [first, second, third] = [
      await connection.transport(),
      await connection.transport(),
      await connection.transport(),
    ]
    expect(asked).toEqual(['prod', 'prod', 'prod'])
    expect(second).toBe(first)
    expect(third).not.toBe(second)
  })

  it.each<[string, OssConnectionOptions, string]>([
    ['none', {}, 'unauthenticated'],
    ['half of them', { accessKeyId: 'id' }, 'unauthenticated'],
    [
      'a function that fails',
      { credentials: () => Promise.reject(new Error('the token has expired')) },
      'unauthenticated',
    ],
    ['a profile that nobody knows', { ...keys, profile: 'prod' }, 'unsupported'],
  ])('and rejects %s', async (_what, options, code) => {
    const connection = new OssConnection({ region: 'cn-hangzhou', ...options })
    await expect(connection.transport()).rejects.toMatchObject({ code })
  })
})
