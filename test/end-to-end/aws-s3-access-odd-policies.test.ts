import type { AccessChange } from '@bucket-inventory/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { AccessWorld, errorOf } from './aws-s3-access-world.ts'

let world: AccessWorld

beforeAll(async () => {
  world = await AccessWorld.start()
})

beforeEach(() => world.begin())

afterAll(() => world.close())

const get = 'GetBucketPolicy'
const put = 'PutBucketPolicy'

async function change(prefix = 'inventories'): Promise<AccessChange> {
  const subject = { bucket: world.source, configuration: world.configuration({ prefix }) }
  const documents = world.access.documents([subject])
  const changes = await world.access.changes(
    documents.filter(({ kind }) => kind === 'bucket-policy'),
  )
  const [only] = changes
  if (only === undefined) throw new Error('no change')
  return only
}

/** The statement that is asked for. */
function ours(): Readonly<Record<string, unknown>> {
  const [document] = world.documents('bucket-policy')
  if (document === undefined) throw new Error('no document')
  return document.content
}

function theirs(more: object = {}): Readonly<Record<string, unknown>> {
  return {
    Sid: 'Theirs',
    Effect: 'Allow',
    Principal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::444455556666:root'] },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${world.reports}/*`,
    ...more,
  }
}

function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements })
}

async function statements(): Promise<readonly unknown[]> {
  const { Statement }: { Statement: readonly unknown[] } = JSON.parse(await world.policyText())
  return Statement
}

describe('a statement with our Sid', () => {
  test.each<[string, object]>([
    [
      'for more services',
      { Principal: { Service: ['s3.amazonaws.com', 'logging.amazonaws.com'] } },
    ],
    ['for everybody', { Principal: '*' }],
    ['that denies', { Effect: 'Deny' }],
    ['without a condition', { Condition: undefined }],
    ['of more actions', { Action: ['s3:PutObject', 's3:PutObjectAcl'] }],
    ['of fewer places', { Resource: 'arn:aws:s3:::RESERVED/inventories/x/*' }],
  ])('%s is somebody’s doing, and is kept', async (_what, edit) => {
    const edited = JSON.parse(
      JSON.stringify({ ...ours(), ...edit }).replace('RESERVED', world.reports),
    )
    await world.putPolicy(policyOf(theirs(), edited))
    const found = await change()
    expect(found.state).toBe('replace')
    expect(JSON.parse(found.ours?.before ?? '')).toEqual(edited)
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'conflict' })
    expect(await statements()).toEqual([theirs(), edited])
    await world.access.apply(found, { replace: true })
    expect(await statements()).toEqual([theirs(), ours()])
  })

  test('and one condition more is kept too', async () => {
    const { Condition } = ours()
    const more = { Bool: { 'aws:SecureTransport': 'true' } }
    const edited = {
      ...ours(),
      Condition: { ...(typeof Condition === 'object' ? Condition : {}), ...more },
    }
    await world.putPolicy(policyOf(edited))
    expect(await change()).toMatchObject({ state: 'replace' })
  })

  test('in another case of letters is another one', async () => {
    const other = { ...ours(), Sid: String(ours()['Sid']).toLowerCase(), Action: 's3:*' }
    await world.putPolicy(policyOf(other))
    await world.access.apply(await change())
    expect(await statements()).toEqual([other, ours()])
  })

  test('twice gets its source where it can', async () => {
    const edited = { ...ours(), Action: 's3:*' }
    const other = { ...ours(), Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::x' } } }
    const { Condition } = ours()
    const elsewhere = JSON.parse(JSON.stringify(Condition).replace(world.source, 'elsewhere'))
    await world.putPolicy(policyOf(edited, other, { ...ours(), Condition: elsewhere }))
    const found = await change()
    expect(found.state).toBe('extend')
    await world.access.apply(found)
    expect(await statements()).toMatchObject([
      edited,
      other,
      {
        Condition: {
          ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::elsewhere', `arn:aws:s3:::${world.source}`] },
        },
      },
    ])
  })

  test('twice, and edited, is shown and replaced as a whole', async () => {
    const edited = [
      { ...ours(), Effect: 'Deny' },
      { ...ours(), Action: 's3:*' },
    ]
    await world.putPolicy(policyOf(...edited.slice(0, 1), theirs(), ...edited.slice(1)))
    const found = await change()
    expect(found.ours?.before).toMatch(/"Deny"[^]*"s3:\*"/)
    await world.access.apply(found, { replace: true })
    expect(await statements()).toEqual([ours(), theirs()])
    expect(await world.deliver()).toMatchObject({ delivered: true })
  })
})

describe('text of a policy', () => {
  test('that would lose a part when it is read is left alone', async () => {
    const both = `"Statement":[${JSON.stringify(theirs())}],"Statement":[]`
    for (const text of [
      `{"Version":"2012-10-17",${both}}`,
      `{"Version":"2012-10-17","Statement":[{"\\u0053id":"a","Sid":"b"}]}`,
      `{"Statement":[{"Condition":{"StringEquals":{"a":"{"},"StringEquals" :{"b":"c"}}}]}`,
    ]) {
      const effect = { type: 'body', contentType: 'application/json', text } as const
      world.emulator.inject({ operation: get, times: 2, effect })
      const found = await change()
      expect(found).toMatchObject({
        state: 'refused',
        reason: expect.stringMatching(/has "(?:Statement|Sid|StringEquals)" twice/),
      })
      expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'invalid-input' })
    }
    expect(world.emulator.requests({ operation: put })).toBe(0)
  })

  test('that has one name in several places loses nothing', async () => {
    const condition = {
      StringEquals: { 'aws:a': 'x' },
      StringLike: { 'aws:a': '{"Sid":1,"Sid":2}' },
    }
    await world.putPolicy(policyOf(theirs({ Condition: condition }), theirs({ Sid: 'More' })))
    expect(await change()).toMatchObject({ state: 'extend' })
  })

  test('with escapes and white space means what it did, and is counted without', async () => {
    const wide = JSON.stringify(JSON.parse(policyOf(theirs())), null, 2)
      .replace('Theirs', String.raw`Th\u0065irs`)
      .replaceAll('\n', `\n${' '.repeat(2000)}`)
    expect(wide.length).toBeGreaterThan(20_480)
    await world.putPolicy(wide)
    await world.access.apply(await change())
    expect(await statements()).toEqual([theirs(), ours()])
  })

  test('with a mark of byte order is none', async () => {
    const text = `\uFEFF\uFEFF${policyOf(theirs())}`
    const effect = { type: 'body', contentType: 'application/json', text } as const
    world.emulator.inject({ operation: get, effect })
    expect(await change()).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('JSON'),
    })
  })

  test('whose lists come in another order is still what was seen', async () => {
    await world.putPolicy(policyOf(theirs()))
    const found = await change()
    const { Principal, ...rest } = theirs()
    const names = typeof Principal === 'object' ? Object.values(Principal ?? {}).flat() : []
    await world.putPolicy(policyOf({ Principal: { AWS: names.toReversed() }, ...rest }))
    await world.access.apply(found)
    expect(await statements()).toHaveLength(2)
  })
})

test('an older version does not name an asterisk, though it holds the text that would', async () => {
  const subject = { bucket: world.source, configuration: world.configuration({ prefix: '*' }) }
  const [document] = world.access.documents([subject])
  await world.putPolicy({ Version: '2008-10-17', Statement: [document?.content] })
  const found = await change('*')
  expect(found).toMatchObject({ state: 'refused', reason: expect.stringContaining('2012-10-17') })
  expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'invalid-input' })
  expect(await world.deliver({ prefix: '*' })).toMatchObject({ delivered: false })
  expect(await change()).toMatchObject({ state: 'extend' })
})

test('a change that was kept as JSON is carried out', async () => {
  await world.putPolicy(policyOf(theirs()))
  for (const kind of ['bucket-policy', 'notification', 'retention'] as const) {
    const options = { notify: 'eventbridge', retainDays: 3 }
    const [found] = await world.access.changes(world.documents(kind, options))
    const kept: AccessChange = JSON.parse(JSON.stringify(found))
    await world.access.apply(kept)
    expect(await world.access.changes(kept.documents)).toMatchObject([{ state: 'unchanged' }])
  }
})

test('several changes of one bucket are carried out one after the other', async () => {
  const [first] = world.documents('bucket-policy')
  const second = world.documents('bucket-policy', {}, 'another-bucket')
  const rules = world.documents('retention', { retainDays: 3 })
  const documents = [first, ...second, ...rules].filter((document) => document !== undefined)
  const changes = await world.access.changes(documents)
  expect(changes.map((one) => [one.kind, one.documents.length])).toEqual([
    ['bucket-policy', 2],
    ['retention', 1],
  ])
  for (const one of changes) await world.access.apply(one)
  const all = await world.access.changes(documents)
  expect(all.map(({ state }) => state)).toEqual(['unchanged', 'unchanged'])
  // The statement has both sources.
  expect(await statements()).toHaveLength(1)
})
