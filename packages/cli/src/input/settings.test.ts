import { describe, expect, it } from 'vitest'

import { ossSettings, requireOssRegion } from './settings.ts'

const keys = { OSS_ACCESS_KEY_ID: 'ID', OSS_ACCESS_KEY_SECRET: 'SECRET' }

describe('what reaches OSS', () => {
  it('comes from its variables, and an empty one is none', async () => {
    const settings = ossSettings({
      ...keys,
      OSS_SESSION_TOKEN: 'TOKEN',
      OSS_REGION: 'cn-hangzhou',
      OSS_ENDPOINT: '',
      OSS_STS_ENDPOINT: 'https://sts.example.com',
      OSS_RAM_ENDPOINT: 'https://ram.example.com',
    })
    expect(settings).toStrictEqual({
      region: 'cn-hangzhou',
      stsEndpoint: 'https://sts.example.com',
      ramEndpoint: 'https://ram.example.com',
      credentials: expect.any(Function),
    })
    expect(await settings.credentials?.()).toStrictEqual({
      accessKeyId: 'ID',
      accessKeySecret: 'SECRET',
      stsToken: 'TOKEN',
    })
    expect(await ossSettings(keys).credentials?.()).toStrictEqual({
      accessKeyId: 'ID',
      accessKeySecret: 'SECRET',
    })
  })

  it.each([{}, { OSS_ACCESS_KEY_ID: 'ID' }, { ...keys, OSS_ACCESS_KEY_SECRET: '' }])(
    'names the variables where they are missing: %j',
    async (environment) => {
      await expect(async () => ossSettings(environment).credentials?.()).rejects.toMatchObject({
        code: 'unauthenticated',
        message: expect.stringContaining('set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET'),
      })
    },
  )

  it("asks Alibaba's own files for a profile, and not the variables", async () => {
    const { credentials } = ossSettings({ ...keys, HOME: '/nonexistent' })
    await expect(async () => credentials?.('prod')).rejects.toThrow(
      'profile "prod" cannot be used: /nonexistent/.aliyun/config.json cannot be read',
    )
  })
})

describe('a region of OSS', () => {
  const location = { scheme: 'oss', bucket: 'photos-cn' }

  it.each([
    [{ ...location, region: 'cn-hangzhou' }, {}],
    [location, { OSS_REGION: 'cn-hangzhou' }],
    [location, { OSS_ENDPOINT: 'https://oss-cn-hangzhou.aliyuncs.com' }],
    [{ scheme: 's3', bucket: 'photos' }, {}],
  ])('is said by %j and %j', (place, environment) => {
    expect(() => requireOssRegion(place, environment)).not.toThrow()
  })

  it('is asked for where nothing says it', () => {
    expect(() => requireOssRegion(location, { OSS_REGION: '' })).toThrow(
      'no region for OSS: set OSS_REGION or OSS_ENDPOINT, or write oss://photos-cn?region=cn-hangzhou',
    )
  })
})
