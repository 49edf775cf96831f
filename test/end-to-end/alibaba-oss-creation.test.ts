import type { OssConfiguration } from '@bucket-inventory/alibaba-oss'
import type { Fault } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { errorOf, old, shown, startOssWorld, wanted } from './alibaba-oss-world.ts'
import type { OssWorld } from './alibaba-oss-world.ts'

const put = 'PutBucketInventory'

let world: OssWorld
let bucket = ''

beforeAll(async () => {
  world = await startOssWorld()
})

afterEach(() => {
  world.emulator.resetFaults()
})

afterAll(() => world.emulator.close())

async function start(...present: readonly OssConfiguration[]): Promise<void> {
  bucket = await world.newBucket(...present)
}

function inject(fault: Omit<Fault, 'bucket' | 'cloud'>): void {
  world.emulator.inject({ cloud: 'oss', bucket, ...fault })
}

describe('creates', () => {
  it('with one request', async () => {
    await start()
    await expect(world.provider().put(bucket, wanted)).resolves.toEqual({ outcome: 'created' })
    expect(world.sent(bucket)).toEqual(['Put 200'])
  })

  it.each(['upsert', 'create'] as const)(
    'what is there already as it is, in mode %s',
    async (mode) => {
      await start(old)
      const other = { ...old, Filter: { Prefix: 'photos/', StorageClass: 'IA,Standard' } }
      await expect(world.provider().put(bucket, other, { mode })).resolves.toEqual({
        outcome: 'unchanged',
      })
      expect(world.sent(bucket)).toEqual(['Put 409', 'Get 200'])
    },
  )

  it('nothing where another one has the id', async () => {
    await start(old)
    const error = await errorOf(world.provider().put(bucket, wanted, { mode: 'create' }))
    expect(error.code).toBe('already-exists')
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it('what its own put created whose answer was lost', async () => {
    for (const mode of ['upsert', 'create'] as const) {
      await start()
      inject({ operation: put, when: 'after', effect: { type: 'reset' } })
      await expect(world.provider().put(bucket, wanted, { mode })).resolves.toEqual({
        outcome: 'created',
      })
      expect(world.sent(bucket)).toEqual(['Put unanswered', 'Get 200'])
    }
  })

  it('again what was lost on its way', async () => {
    await start()
    inject({ operation: put, when: 'before', effect: { type: 'reset' } })
    await expect(world.provider().put(bucket, wanted)).resolves.toEqual({ outcome: 'created' })
    expect(world.sent(bucket)).toEqual(['Put unanswered', 'Get 404', 'Put 200'])
  })

  it('nothing where what has the id does not show yet', async () => {
    await start()
    inject({ operation: put, effect: { type: 'stale', reads: 1 } })
    await world.provider().put(bucket, wanted)
    await expect(world.provider().put(bucket, wanted)).resolves.toEqual({ outcome: 'unchanged' })
    expect(world.sent(bucket)).toEqual(['Put 200', 'Put 409', 'Get 404', 'Put 409', 'Get 200'])
  })

  it('nothing where what has the id never shows, and says so', async () => {
    await start()
    inject({ operation: put, effect: { type: 'stale', reads: 3 } })
    await world.provider().put(bucket, wanted)
    const error = await errorOf(world.provider().put(bucket, wanted))
    expect(error.code).toBe('conflict')
    expect(error.retryable).toBe(true)
    expect(error.message).toContain('already has an inventory "daily", but does not show it')
  })

  it('nothing over somebody else whose put came first', async () => {
    await start(old)
    inject({ operation: put, when: 'before', effect: { type: 'reset' } })
    const error = await errorOf(world.provider().put(bucket, wanted, { mode: 'create' }))
    expect(error.code).toBe('already-exists')
    await expect(world.standing(bucket)).resolves.toEqual([shown(old)])
  })

  it('nothing more than three times where no answer comes', async () => {
    await start()
    inject({ operation: put, times: 10, effect: { type: 'reset' } })
    const error = await errorOf(world.provider().put(bucket, wanted))
    expect(error.code).toBe('unavailable')
    expect(world.emulator.requests({ bucket, operation: put })).toBe(3)
  })

  it('no more where the bucket is full, but replaces what is there', async () => {
    await start()
    const provider = world.provider()
    const small = `${bucket}-small`
    await world.emulator.createBucket({ cloud: 'oss', name: small, maxInventories: 2 })
    for (const id of ['daily-6', 'daily-7']) await provider.put(small, { ...old, Id: id })
    const error = await errorOf(provider.put(small, old))
    expect(error.code).toBe('limit-exceeded')
    expect(error.message).toContain('1,000 inventories')
    const replacing = provider.put(small, { ...wanted, Id: 'daily-7' })
    await expect(replacing).resolves.toEqual({ outcome: 'replaced' })
    expect(await world.standing(small)).toHaveLength(2)
  })
})
