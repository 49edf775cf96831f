import type { AccessChange, AccessDocument } from '@bucket-inventory/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { OssAccessWorld } from './alibaba-oss-access-world.ts'
import { errorOf } from './alibaba-oss-world.ts'

let world: OssAccessWorld

beforeEach(async () => {
  world = await OssAccessWorld.start()
})

afterEach(() => world.emulator.close())

const theirs =
  '<Rule><ID>theirs</ID><Prefix>logs/</Prefix><Status>Enabled</Status><Tag><Key>a</Key><Value>1 &amp; 2</Value></Tag><Transition><Days>30</Days><StorageClass>IA</StorageClass></Transition><Transition><Days>60</Days><StorageClass>Archive</StorageClass></Transition></Rule>'

function rule(
  id: string,
  prefix: string,
  more = '<Expiration><Days>9</Days></Expiration>',
): string {
  return `<Rule><ID>${id}</ID><Prefix>${prefix}</Prefix><Status>Enabled</Status>${more}</Rule>`
}

/** Somebody else's. */
const put = (...rules: readonly string[]) => world.putLifecycle(rules)

function retention(retainDays = 30, versioned = false): readonly AccessDocument[] {
  const subjects = ['daily', 'weekly'].map((id) => world.subject({}, { id }))
  return world
    .access()
    .documents(subjects, { retainDays, versioned })
    .filter(({ kind }) => kind === 'retention')
}

async function changeOf(documents: readonly AccessDocument[]): Promise<AccessChange> {
  const [change, ...others] = await world.access().changes(documents)
  if (change === undefined || others.length > 0) throw new Error('there is not one')
  return change
}

const state = async () =>
  (await world.checked(world.subject())).find(({ name }) => name === 'report-retention')?.state

describe('a bucket without rules', () => {
  it('gets those of all its inventories at once, and the second time none', async () => {
    expect(await state()).toBe('warning')
    const change = await changeOf(retention())
    expect(change).toMatchObject({ state: 'create', subject: 'reports' })
    expect(change.before).toBeUndefined()
    await world.access().apply(change)
    expect(await world.lifecycle()).toMatch(
      /photos\/daily\/.*<Days>30<.*photos\/weekly\/.*<Days>30</s,
    )
    expect(await state()).toBe('ok')
    const again = await changeOf(retention())
    expect(again.state).toBe('unchanged')
    world.emulator.resetRequests()
    await world.access().apply(again)
    expect(world.emulator.requests()).toBe(0)
  })

  it('expires versions that are not current, where it keeps versions', async () => {
    await world.access().apply(await changeOf(retention(7, true)))
    expect(await world.lifecycle()).toMatch(/<NoncurrentDays>7</)
    expect((await changeOf(retention(7, true))).state).toBe('unchanged')
  })
})

describe('a bucket with rules', () => {
  it('keeps them as they are', async () => {
    await put(theirs)
    const change = await changeOf(retention())
    expect(change).toMatchObject({ state: 'extend' })
    expect(change.before).toContain('<Value>1 &amp; 2</Value>')
    await world.access().apply(change)
    const text = (await world.lifecycle()).replaceAll(/>\s+</g, '><')
    for (const part of theirs.match(/<(?:Tag|Transition)>.*?<\/(?:Tag|Transition)>/g) ?? []) {
      expect(text).toContain(part)
    }
    expect(text).toContain('<Prefix>logs/</Prefix>')
  })

  it('has a rule of ours replaced only where that is said', async () => {
    await world.access().apply(await changeOf(retention(30)))
    const change = await changeOf(retention(60))
    expect(change).toMatchObject({ state: 'replace' })
    expect(change.ours?.before).toContain('<Days>30</Days>')
    expect(change.ours?.after).toContain('<Days>60</Days>')
    expect(await errorOf(world.access().apply(change))).toMatchObject({ code: 'conflict' })
    expect(await world.lifecycle()).not.toContain('<Days>60</Days>')
    await world.access().apply(change, { replace: true })
    expect(await world.lifecycle()).toContain('<Days>60</Days>')
    expect(await world.lifecycle()).not.toContain('<Days>30</Days>')
  })

  it.each([
    ['for everything', rule('whole', '')],
    ['for a part', rule('part', 'photos/daily/data/')],
    [
      'for the same, whatever it does',
      rule(
        'same',
        'photos/daily/',
        '<Transition><Days>3</Days><StorageClass>IA</StorageClass></Transition>',
      ),
    ],
  ])('is refused where one is there %s, as OSS itself would', async (_, other) => {
    await put(other)
    const before = await world.lifecycle()
    const change = await changeOf(retention())
    expect(change).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(/has the rule "(whole|part|same)"/),
    })
    expect(await errorOf(world.access().apply(change))).toMatchObject({ code: 'invalid-input' })
    expect(await world.lifecycle()).toBe(before)
    const ours = rule('ours', 'photos/daily/')
    await expect(put(other, ours)).rejects.toMatchObject({ code: 'InvalidRequest' })
  })

  it('is refused where it would have more than OSS takes', async () => {
    await put(...Array.from({ length: 999 }, (_, index) => rule(`r-${index}`, `x-${index}/`)))
    const change = await changeOf(retention())
    expect(change).toMatchObject({ state: 'refused' })
    expect(await errorOf(world.access().apply(change))).toMatchObject({ code: 'limit-exceeded' })
  })

  it('is left alone where it changed since the look', async () => {
    const change = await changeOf(retention())
    await put(theirs)
    const before = await world.lifecycle()
    expect(await errorOf(world.access().apply(change))).toMatchObject({ code: 'conflict' })
    expect(await world.lifecycle()).toBe(before)
  })

  it('is not known to expire what a rule for some objects only does', async () => {
    await put(
      rule(
        'tagged',
        '',
        '<Tag><Key>a</Key><Value>b</Value></Tag><Expiration><Days>3</Days></Expiration>',
      ),
    )
    expect(await state()).toBe('warning')
    await put(rule('whole', ''))
    expect(await state()).toBe('ok')
  })
})

describe('what may not be done', () => {
  it('is said of the look, and nothing is written', async () => {
    world.deny('GetBucketLifecycle', 'AccessDenied')
    const error = await errorOf(world.access().changes(retention()))
    expect(error).toMatchObject({ code: 'permission-denied' })
    expect(error.message).toContain('bucket "reports"')
    expect(world.emulator.requests({ operation: 'PutBucketLifecycle' })).toBe(0)
  })

  it('is said of the write, and what is there stays', async () => {
    await put(theirs)
    const before = await world.lifecycle()
    world.deny('PutBucketLifecycle', 'AccessDenied')
    expect(await errorOf(world.access().apply(await changeOf(retention())))).toMatchObject({
      code: 'permission-denied',
    })
    expect(await world.lifecycle()).toBe(before)
  })

  it('is a rule that reaches further than reports', async () => {
    const [document] = retention()
    if (document === undefined) throw new Error('there is none')
    const wide = { ...document, content: { ...document.content, Prefix: '' } }
    expect(await errorOf(world.access().changes([wide]))).toMatchObject({ code: 'invalid-input' })
  })
})
