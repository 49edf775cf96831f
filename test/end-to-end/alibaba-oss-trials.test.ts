import type { OssConfiguration, OssTransport } from '@bucket-inventory/alibaba-oss'
import { createOssProvider, OssProvider } from '@bucket-inventory/alibaba-oss'
import { isInventoryError } from '@bucket-inventory/core'
import OSS from 'ali-oss'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { errorOf, listed, old, shown, startOssWorld, wanted } from './alibaba-oss-world.ts'
import type { OssWorld } from './alibaba-oss-world.ts'

const { scratchPrefix } = new OssProvider()
const put = 'PutBucketInventory'

let world: OssWorld

beforeAll(async () => {
  world = await startOssWorld()
})

afterEach(() => {
  world.emulator.resetFaults()
})

afterAll(() => world.emulator.close())

describe('a trial that a kill left over', () => {
  it('is taken away by the next replacement, wherever the kill came', async () => {
    const leftOver: string[] = []
    for (let requests = 0; requests <= 6; requests += 1) {
      const bucket = await world.newBucket(old)
      await killedAfter(requests, bucket)
      leftOver.push(...(await world.standing(bucket)).map(({ Id }) => Id).filter(isTrial))
      await world.provider().put(bucket, { ...wanted, IsEnabled: false })
      const stands = await world.standing(bucket)
      expect(stands, `after ${requests} requests`).toEqual([shown({ ...wanted, IsEnabled: false })])
    }
    // One of the points is between the trial and its deletion, or this proves nothing.
    expect(leftOver).toHaveLength(1)
  })

  it('has always the same id for an inventory, so that there is one at most', async () => {
    const bucket = await world.newBucket(old)
    await killedAfter(3, bucket)
    await killedAfter(3, bucket)
    expect((await world.standing(bucket)).map(({ Id }) => Id).filter(isTrial)).toHaveLength(1)
    await world.provider().put(bucket, { ...old, Id: 'weekly' })
    await killedAfter(3, bucket, { ...wanted, Id: 'weekly' })
    const trials = (await world.standing(bucket)).filter(({ Id }) => isTrial(Id))
    expect(trials).toHaveLength(2)
    expect(trials.map(({ IsEnabled }) => IsEnabled)).toEqual([false, false])
  })

  it('costs the next one three requests more', async () => {
    const bucket = await world.newBucket(old)
    await killedAfter(3, bucket)
    world.emulator.resetRequests()
    await world.provider().put(bucket, wanted)
    expect(world.sent(bucket)).toEqual([
      'Put 409',
      'Get 200',
      'Put 409 trial',
      'Get 200 trial',
      'Delete 204 trial',
      'Put 200 trial',
      'Delete 204 trial',
      'Get 200',
      'Delete 204',
      'Put 200',
    ])
  })

  it('does no harm where it shows for a while after its deletion', async () => {
    const bucket = await world.newBucket(old)
    await killedAfter(3, bucket)
    world.emulator.resetRequests()
    world.emulator.inject({
      bucket,
      operation: 'DeleteBucketInventory',
      effect: { type: 'stale', reads: 1 },
    })
    world.emulator.inject({
      bucket,
      operation: put,
      after: 2,
      effect: { type: 'error', status: 409, code: 'InventoryAlreadyExist' },
    })
    await expect(world.provider().put(bucket, wanted)).resolves.toEqual({ outcome: 'replaced' })
    expect(world.sent(bucket).filter((request) => request.startsWith('Put'))).toEqual([
      'Put 409',
      'Put 409 trial',
      'Put 409 trial',
      'Put 200 trial',
      'Put 200',
    ])
    await expect(world.standing(bucket)).resolves.toEqual([shown(wanted)])
  })

  it('is named where it cannot be deleted, and nothing is replaced', async () => {
    const bucket = await world.newBucket(old)
    await killedAfter(3, bucket)
    const trial = (await world.standing(bucket)).find(({ Id }) => isTrial(Id))
    world.emulator.inject({
      bucket,
      operation: 'DeleteBucketInventory',
      times: 9,
      effect: { type: 'error', status: 403, code: 'AccessDenied' },
    })
    const error = await errorOf(world.provider().put(bucket, wanted))
    expect(error.code).toBe('permission-denied')
    expect(error.message).toContain(trial?.Id)
    expect(await world.standing(bucket)).toContainEqual(shown(old))
  })

  it('that comes back again and again is a conflict, which may pass', async () => {
    const bucket = await world.newBucket(old)
    await killedAfter(3, bucket)
    world.emulator.inject({
      bucket,
      operation: 'DeleteBucketInventory',
      times: 9,
      when: 'before',
      effect: { type: 'body', contentType: 'a/b', text: '', status: 204 },
    })
    const error = await errorOf(world.provider().put(bucket, wanted))
    expect(error).toMatchObject({ code: 'conflict', retryable: true })
    expect(error.message).toContain(scratchPrefix)
    expect(await world.standing(bucket)).toContainEqual(shown(old))
  })

  it('is an inventory like any other to whoever puts, gets or lists it', async () => {
    const bucket = await world.newBucket(old)
    await killedAfter(3, bucket)
    const provider = world.provider()
    const id = (await world.standing(bucket)).map(({ Id }) => Id).find(isTrial) ?? ''
    await expect(provider.get(bucket, id)).resolves.toMatchObject({ Id: id, IsEnabled: false })
    await provider.put(bucket, { ...old, Id: id })
    expect(await listed(provider, bucket)).toEqual([{ ...shown(old), Id: id }, shown(old)])
  })
})

describe('two replacements of one inventory at once', () => {
  it('leave one of the two and no trial, whichever request is slow', async () => {
    const theirs: OssConfiguration = { ...old, IncludedObjectVersions: 'All' }
    for (let after = 0; after < 14; after += 1) {
      const bucket = await world.newBucket(old)
      const effect = { type: 'delay', milliseconds: 30 } as const
      world.emulator.inject({ bucket, after, effect, when: after % 2 === 0 ? 'before' : 'after' })
      const ended = await Promise.allSettled(
        [wanted, theirs].map((native) => world.provider().put(bucket, native)),
      )
      const subject = `with a slow request after ${after}`
      const stands = await world.standing(bucket)
      expect(stands, subject).toHaveLength(1)
      expect([shown(wanted), shown(theirs)], subject).toContainEqual(stands[0])
      for (const result of ended) {
        const failed = result.status === 'rejected' ? result.reason : undefined
        expect(failed === undefined || isInventoryError(failed, 'conflict'), String(failed)).toBe(
          true,
        )
      }
      expect(ended.map(({ status }) => status)).toContain('fulfilled')
    }
  })
})

it('the service refuses in a trial what it would refuse, left over or not', async () => {
  const bucket = await world.newBucket(old)
  await killedAfter(3, bucket)
  world.emulator.resetRequests()
  const refused = { ...old, Schedule: { Frequency: 'Hourly' } }
  const error = await errorOf(world.provider().put(bucket, refused, { mode: 'replace' }))
  expect(error.code).toBe('invalid-configuration')
  expect(world.sent(bucket)).toEqual(['Get 200', 'Put 400 trial'])
  expect(await world.standing(bucket)).toContainEqual(shown(old))
})

/** A replacement that is never heard of again after so many requests. */
async function killedAfter(requests: number, bucket: string, native = wanted): Promise<void> {
  const client: unknown = new OSS({
    endpoint: world.emulator.oss,
    region: 'oss-cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: 'test',
  })
  if (!carries(client)) throw new TypeError('ali-oss has no request')
  let left = requests
  await new Promise<unknown>((killed, failed) => {
    const transport: OssTransport = {
      request: (request) => {
        left -= 1
        if (left >= 0) return client.request(request)
        killed(undefined)
        return new Promise(() => undefined)
      },
    }
    createOssProvider({ client: transport, region: 'cn-hangzhou' })
      .put(bucket, native)
      .then(killed, failed)
  })
}

function carries(client: unknown): client is OssTransport {
  return typeof client === 'object' && client !== null && 'request' in client
}

function isTrial(id: string): boolean {
  return id.startsWith(scratchPrefix)
}
