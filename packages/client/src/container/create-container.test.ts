import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import type { InventoryConfiguration, InventoryProvider } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import { ContainerModule } from 'inversify'
import { describe, expect, it } from 'vitest'

import { alibabaOssModule, awsS3Module, createContainer, memoryModule, tokens } from './index.ts'

const daily: InventoryConfiguration = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: [],
  destination: { bucket: 'reports', format: 'csv' },
}

const oss = { accessKeyId: 'test', accessKeySecret: 'test', region: 'cn-hangzhou' }

/** What another team would write: an adapter of its own, by delegation as it has no service. */
function acmeProvider(): InventoryProvider<InventoryConfiguration> {
  const store = createMemoryProvider({ buckets: ['photos'] })
  return {
    name: 'acme',
    scheme: 'acme',
    capabilities: { ...store.capabilities, provider: 'acme' },
    scope: (bucket) => store.scope(bucket),
    translate: (configuration, scope) => store.translate(configuration, scope),
    interpret: (native, scope) => store.interpret(native, scope),
    document: (native) => store.document(native),
    idOf: (native) => store.idOf(native),
    put: (bucket, native, options) => store.put(bucket, native, options),
    get: (bucket, id, options) => store.get(bucket, id, options),
    list: (bucket, options) => store.list(bucket, options),
    delete: (bucket, id, options) => store.delete(bucket, id, options),
  }
}

const acmeModule = new ContainerModule(({ bind }) => {
  bind(tokens.provider).toResolvedValue(() => acmeProvider())
  bind(tokens.connection).toResolvedValue(() => ({ name: 'second', provider: acmeProvider() }))
})

const everything = () =>
  createContainer({ modules: [awsS3Module(), alibabaOssModule(oss), memoryModule(), acmeModule] })

it('resolves every token, each once', async () => {
  const container = await everything()
  const providers = container.getAll(tokens.provider)
  expect(providers.map(({ name }) => name)).toStrictEqual([
    'aws-s3',
    'alibaba-oss',
    'memory',
    'acme',
  ])
  expect(container.getAll(tokens.provider)).toStrictEqual(providers)
  expect(container.getAll(tokens.connection).map(({ name }) => name)).toStrictEqual(['second'])
  expect(container.get(tokens.client)).toBe(container.get(tokens.client))
})

it('gives the client every provider and connection, a third party included', async () => {
  const client = (await everything()).get(tokens.client)
  expect(client.translate(daily, { provider: 'aws-s3' }).complete).toBe(true)
  await expect(client.put('acme://photos', daily)).resolves.toMatchObject({ outcome: 'created' })
  await expect(client.get('acme://photos#daily')).resolves.toMatchObject({ configuration: daily })
  await expect(client.get('acme://second@photos#daily')).rejects.toMatchObject({
    code: 'not-found',
  })
})

it('takes an adapter that is bound afterwards, until the client is asked for', async () => {
  const container = await createContainer()
  container.bind(tokens.provider).toConstantValue(acmeProvider())
  expect(container.get(tokens.client).bucket('acme://photos').bucket).toBe('photos')
})

it('hands the other options on to the client', async () => {
  const overrides = { memory: { values: { 'schedule.every': { day: 'unsupported' } } } } as const
  const container = await createContainer({ modules: [memoryModule()], overrides })
  const { findings } = container.get(tokens.client).translate(daily, { provider: 'memory' })
  expect(findings).toMatchObject([{ verdict: 'lossy', path: 'schedule.every' }])
})

it('refuses two connections of one name, as a place would mean either', async () => {
  const container = await createContainer({ modules: [acmeModule] })
  container.bind(tokens.connection).toConstantValue({ name: 'second', provider: acmeProvider() })
  expect(() => container.get(tokens.client)).toThrow('two connections are named "second"')
})

describe('in a process of its own', () => {
  const folder = fileURLToPath(new URL('../..', import.meta.url))
  const loaded = async (entry: string) => {
    const script = `await import('${entry}'); console.log('getMetadata' in Reflect || 'decorate' in Reflect)`
    const sources = ['--import', 'tsx', '--conditions=@bucket-inventory/source']
    const argv = sources.concat('--input-type=module', '--eval', script)
    const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: folder })
    return stdout.trim()
  }

  it('the client alone loads no container', async () => {
    expect(await loaded('@bucket-inventory/client')).toBe('false')
    expect(await loaded('@bucket-inventory/client/container')).toBe('true')
  }, 20_000)
})
