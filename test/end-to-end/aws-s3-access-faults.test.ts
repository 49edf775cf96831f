import { S3Provider } from '@bucket-inventory/aws-s3'
import type { AccessChange, AccessDocument } from '@bucket-inventory/core'
import type { FaultEffect } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { AccessWorld, errorOf } from './aws-s3-access-world.ts'

let world: AccessWorld

beforeAll(async () => {
  world = await AccessWorld.start()
})

beforeEach(() => world.begin())

afterAll(() => world.close())

const places = [
  ['bucket-policy', 'GetBucketPolicy', 'PutBucketPolicy'],
  ['notification', 'GetBucketNotificationConfiguration', 'PutBucketNotificationConfiguration'],
  ['retention', 'GetBucketLifecycleConfiguration', 'PutBucketLifecycleConfiguration'],
] as const

async function change(kind: AccessDocument['kind']): Promise<AccessChange> {
  const documents = world.documents(kind, { notify: 'eventbridge', retainDays: 3 })
  const [first] = await world.access.changes(documents)
  if (first === undefined) throw new Error('no change')
  return first
}

const reset: FaultEffect = { type: 'reset' }
const page: FaultEffect = { type: 'body', contentType: 'text/html', text: '<html>hello</html>' }

describe.each(places)('a change of %s', (kind, get, put) => {
  test('whose answer was lost is done if it shows', async () => {
    const found = await change(kind)
    world.emulator.inject({ operation: put, when: 'after', effect: reset })
    world.sent()
    await world.access.apply(found)
    expect(world.sent()).toEqual([get, put, get])
    expect(await change(kind)).toMatchObject({ state: 'unchanged' })
  })

  test('that never arrived is not done, and said not to be', async () => {
    const found = await change(kind)
    world.emulator.inject({ operation: put, effect: reset })
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'unavailable' })
    expect(await change(kind)).toMatchObject({ state: 'create' })
  })

  test('whose answer was lost, as the next look was, may have been done', async () => {
    const found = await change(kind)
    world.emulator.inject({ operation: put, when: 'after', effect: reset })
    world.emulator.inject({ operation: get, after: 1, effect: reset })
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'unavailable' })
    // It does no harm to do it again.
    await world.access.apply(await change(kind))
    expect(await change(kind)).toMatchObject({ state: 'unchanged' })
  })

  test('that a proxy answers with a page is done if it shows', async () => {
    const found = await change(kind)
    world.emulator.inject({ operation: put, when: 'after', effect: page })
    await world.access.apply(found)
    expect(await change(kind)).toMatchObject({ state: 'unchanged' })
  })

  test('is not begun over a page', async () => {
    const found = await change(kind)
    world.emulator.inject({ operation: get, effect: page })
    const error = await errorOf(world.access.apply(found))
    // A policy is text, of which it is said that it is none.
    expect(error.code).toBe(kind === 'bucket-policy' ? 'invalid-input' : 'protocol')
    expect(world.emulator.requests({ operation: put })).toBe(0)
  })

  test('is given up by who goes while it is sent', async () => {
    const found = await change(kind)
    world.emulator.inject({ operation: put, effect: { type: 'hang' } })
    const stopped = new AbortController()
    const applying = world.access.apply(found, { signal: stopped.signal })
    await world.emulator.waitForHeld(1)
    stopped.abort(new Error('gone'))
    await expect(applying).rejects.toThrow('gone')
    expect(await change(kind)).toMatchObject({ state: 'create' })
  })

  test('is not begun by who has gone', async () => {
    const found = await change(kind)
    world.sent()
    const signal = AbortSignal.abort(new Error('gone'))
    await expect(world.access.apply(found, { signal })).rejects.toThrow('gone')
    await expect(world.access.changes(found.documents, { signal })).rejects.toThrow('gone')
    expect(world.sent()).toEqual([])
  })

  test('of a bucket in another region says where to ask', async () => {
    const documents = world.documents(kind, { notify: 'eventbridge', retainDays: 3 })
    const { access } = new S3Provider({ region: 'eu-west-1', maxAttempts: 1 })
    expect(await errorOf(access.changes(documents))).toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(`"${world.reports}" is in region us-east-1`),
    })
  })

  test('of a server that does not know it is unsupported', async () => {
    const effect = { type: 'error', status: 501, code: 'NotImplemented' } as const
    world.emulator.inject({ operation: get, effect })
    expect(await errorOf(change(kind))).toMatchObject({ code: 'unsupported' })
  })
})
