import { createS3Provider } from '@bucket-inventory/aws-s3'
import type { InventoryConfiguration } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import { describe, expect, it } from 'vitest'

import { createInventoryClient } from './create-inventory-client.ts'

const daily: InventoryConfiguration = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: ['size'],
  destination: { bucket: 'reports', format: 'csv' },
}

function clientOfMemory() {
  const memory = createMemoryProvider({ buckets: ['photos'] })
  const other = createMemoryProvider({ buckets: ['photos'] })
  return createInventoryClient({ providers: [memory], connections: { other } })
}

describe('puts, gets, lists and deletes', () => {
  it.each([
    ['a place as text', 'memory://photos'],
    ['a parsed location', { scheme: 'memory', bucket: 'photos' }],
    ['a connection', 'memory://other@photos'],
  ])('at %s', async (_, location) => {
    const client = clientOfMemory()
    await expect(client.put(location, daily)).resolves.toMatchObject({ outcome: 'created' })
    const { configuration } = await client.get(location, 'daily')
    expect(configuration).toStrictEqual(daily)
    const listed = []
    for await (const entry of client.list(location)) listed.push(entry)
    expect(listed).toStrictEqual([{ configuration: daily, findings: [] }])
    await expect(client.delete(location, 'daily')).resolves.toStrictEqual({ existed: true })
    await expect(client.delete(location, 'daily')).resolves.toStrictEqual({ existed: false })
  })

  it('at an inventory whose id is in the text', async () => {
    const client = clientOfMemory()
    await client.put('memory://photos', daily)
    await expect(client.get('memory://photos#daily')).resolves.toMatchObject({
      configuration: daily,
    })
    await expect(client.delete('memory://photos#daily')).resolves.toStrictEqual({ existed: true })
    await expect(client.get('memory://photos#daily')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('and keeps connections apart', async () => {
    const client = clientOfMemory()
    await client.put('memory://other@photos', daily)
    await expect(client.get('memory://photos#daily')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('until the signal says stop, and rejects with its reason', async () => {
    const reason = new Error('enough')
    const options = { signal: AbortSignal.abort(reason) }
    const client = clientOfMemory()
    await expect(client.get('memory://photos#daily', options)).rejects.toBe(reason)
    await expect(client.get('memory://photos', 'daily', options)).rejects.toBe(reason)
    await expect(client.delete('memory://photos#daily', options)).rejects.toBe(reason)
    await expect(client.put('memory://photos', daily, options)).rejects.toBe(reason)
  })
})

it.each([
  ['memory://photos', 'names no inventory: add its id, as in s3://photos#daily'],
  ['photos', 'is no place'],
  ['./folder', 'names no inventory'],
])('refuses to get %s without an id', async (place, message) => {
  await expect(clientOfMemory().get(place)).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining(message),
  })
})

it('refuses an id in the text and another beside it', async () => {
  await expect(clientOfMemory().get('memory://photos#daily', 'weekly')).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('a bucket is wanted here'),
  })
})

describe('resolves a location', () => {
  it.each([
    ['gs://photos', 'no provider has the scheme "gs"; known: memory'],
    ['memory://prod@photos', 'no connection is named "prod"; known: other'],
    ['memory://toString@photos', 'no connection is named "toString"'],
    ['s3://other@photos', 'is one to memory; write memory://other@photos'],
  ])('and refuses %s', (place, message) => {
    expect(() => clientOfMemory().bucket(place)).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        message: expect.stringContaining(message),
      }),
    )
  })

  it('with the region that it names', () => {
    const client = createInventoryClient({ providers: [createS3Provider({ region: 'us-east-1' })] })
    const bucketOf = (place: string) => {
      const translation = client.bucket(place).translate(daily)
      return JSON.stringify(translation.complete ? translation.native : translation)
    }
    expect(bucketOf('s3://photos')).toContain('"arn:aws:s3:::reports"')
    expect(bucketOf('s3://photos?region=cn-north-1')).toContain('"arn:aws-cn:s3:::reports"')
    expect(bucketOf('s3://photos')).toContain('"arn:aws:s3:::reports"')
  })

  it('and makes one provider for all buckets that share region and profile', () => {
    const asked: unknown[] = []
    const provider = Object.assign(createMemoryProvider(), {
      with: (settings: unknown) => {
        asked.push(settings)
        return createMemoryProvider()
      },
    })
    const client = createInventoryClient({ providers: [provider] })
    client.bucket('memory://a?region=r')
    client.bucket('memory://b?region=r')
    client.bucket('memory://b?region=r&profile=p')
    client.bucket('memory://b')
    expect(asked).toStrictEqual([{ region: 'r' }, { region: 'r', profile: 'p' }])
  })

  it('and says so where a provider cannot change its settings', () => {
    expect(() => clientOfMemory().bucket('memory://photos?region=r&profile=p')).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        message:
          '"memory://photos?region=r&profile=p": memory takes no region and profile from outside; set it where the provider is made',
      }),
    )
  })
})

describe('translates', () => {
  const weeklyOnly = {
    values: { 'schedule.every': { day: 'unsupported' } },
  } as const

  it('for a provider and a scope, without a bucket', () => {
    const client = createInventoryClient({ providers: [createS3Provider()] })
    const translation = client.translate(daily, { provider: 'aws-s3', region: 'us-gov-west-1' })
    expect(translation).toMatchObject({ complete: true, provider: 'aws-s3' })
    expect(JSON.stringify(translation)).toContain('arn:aws-us-gov:s3:::reports')
  })

  it('by the overrides of that provider only', () => {
    const providers = [createMemoryProvider({ buckets: ['photos'] }), createS3Provider()]
    const client = createInventoryClient({ providers, overrides: { memory: weeklyOnly } })
    const lossy = expect.objectContaining({ verdict: 'lossy', path: 'schedule.every' })
    expect(client.translate(daily, { provider: 'memory' }).findings).toContainEqual(lossy)
    expect(client.bucket('memory://photos').translate(daily).findings).toContainEqual(lossy)
    expect(client.translate(daily, { provider: 'aws-s3' }).findings).not.toContainEqual(lossy)
  })

  it('by overrides of the call instead, where there are some', () => {
    const client = createInventoryClient({
      providers: [createMemoryProvider()],
      overrides: { memory: weeklyOnly },
    })
    expect(client.translate(daily, { provider: 'memory', overrides: {} }).findings).toStrictEqual(
      [],
    )
  })

  it('to no provider that is not there', () => {
    expect(() => clientOfMemory().translate(daily, { provider: 'gcs' })).toThrow(
      'no provider is named "gcs"; known: memory',
    )
  })
})

it('refuses two providers of one scheme', () => {
  expect(() =>
    createInventoryClient({ providers: [createMemoryProvider(), createMemoryProvider()] }),
  ).toThrow('two providers have the name "memory"')
})
