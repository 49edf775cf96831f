import type { AccessChange } from '@bucket-inventory/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { account, AccessWorld, errorOf } from './aws-s3-access-world.ts'

let world: AccessWorld

beforeAll(async () => {
  world = await AccessWorld.start()
})

beforeEach(() => world.begin())

afterAll(() => world.close())

const get = 'GetBucketPolicy'
const put = 'PutBucketPolicy'
const kind = 'bucket-policy'

async function change(...args: Parameters<AccessWorld['documents']>): Promise<AccessChange> {
  const [only, ...others] = await world.access.changes(world.documents(...args))
  if (only === undefined || others.length > 0) throw new Error(`${others.length} others`)
  return only
}

async function policy(): Promise<{ Statement: Record<string, unknown>[] }> {
  const value: { Statement: Record<string, unknown>[] } = JSON.parse(await world.policyText())
  return value
}

describe('a bucket without a policy', () => {
  test('gets one, and reports arrive that did not before', async () => {
    expect(await world.deliver()).toMatchObject({ delivered: false })
    world.sent()
    const found = await change(kind)
    expect(found).toMatchObject({ kind, subject: world.reports, state: 'create' })
    expect(found.before).toBeUndefined()
    expect(JSON.parse(found.after)).toEqual({
      Version: '2012-10-17',
      Statement: [found.documents[0]?.content],
    })
    expect(world.sent()).toEqual([get])
    await world.access.apply(found)
    expect(world.sent()).toEqual([get, put, get])
    expect(await policy()).toEqual(JSON.parse(found.after))
    expect(await world.deliver()).toMatchObject({ delivered: true })
  })

  test.each(['a/', 'a//b', 'with * and ? and $', '${aws:username}', 'é "q" \\ %', "it's"])(
    'lets reports arrive under %j',
    async (prefix) => {
      const { source, access } = world
      const subject = { bucket: source, configuration: world.configuration({ prefix }) }
      const documents = access.documents([subject], { accountId: account })
      const [first] = await access.changes(documents.filter((document) => document.kind === kind))
      if (first !== undefined) await access.apply(first)
      expect(await world.deliver({ prefix })).toMatchObject({ delivered: true })
      const checks = await access.checks({ accountId: account }).check(subject)
      expect(checks.filter(({ state }) => state === 'failure')).toEqual([])
    },
  )
})

describe('a policy that is there', () => {
  const foreign = {
    Version: '2012-10-17',
    Id: 'theirs',
    Statement: [
      {
        Sid: 'Theirs',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:DeleteObject',
        Resource: 'arn:aws:s3:::RESERVED/*',
        Condition: { NumericGreaterThan: { 's3:max-keys': 1 } },
      },
    ],
  }

  /** As text, for a number that no program holds. */
  const text = () =>
    JSON.stringify(foreign)
      .replace('keys":1', 'keys":12345678901234567890')
      .replace('RESERVED', world.reports)

  test('keeps its statements to the letter', async () => {
    await world.putPolicy(text())
    const found = await change(kind)
    expect(found.state).toBe('extend')
    expect(found.before).toContain('12345678901234567890')
    await world.access.apply(found)
    const after = await world.policyText()
    expect(after.startsWith(text().slice(0, -2))).toBe(true)
    expect((await policy()).Statement).toHaveLength(2)
    expect(await world.deliver()).toMatchObject({ delivered: true })
  })

  test('that has it all is left alone', async () => {
    await world.access.apply(await change(kind))
    const again = await change(kind)
    expect(again.state).toBe('unchanged')
    expect(again.after).toBe(again.before)
    world.sent()
    await world.access.apply(again)
    expect(world.sent()).toEqual([])
  })

  test('has it all by another name too', async () => {
    const [document] = world.documents(kind)
    const { Sid: _, ...statement } = document?.content ?? {}
    const other = { Version: '2012-10-17', Statement: [{ ...statement, Action: ['s3:PutObject'] }] }
    await world.putPolicy(other)
    expect(await change(kind)).toMatchObject({ state: 'unchanged' })
  })

  test('of ours gets another source, and keeps those it has', async () => {
    await world.access.apply(await change(kind))
    const found = await change(kind, {}, 'another-bucket')
    expect(found.state).toBe('extend')
    await world.access.apply(found)
    const { Statement } = await policy()
    expect(Statement).toHaveLength(1)
    expect(Statement[0]?.['Condition']).toMatchObject({
      ArnLike: { 'aws:SourceArn': [`arn:aws:s3:::${world.source}`, 'arn:aws:s3:::another-bucket'] },
    })
    expect(await change(kind)).toMatchObject({ state: 'unchanged' })
    expect(await world.deliver()).toMatchObject({ delivered: true })
  })

  test('with our name and other content is replaced only if that is asked for', async () => {
    const [document] = world.documents(kind)
    const other = { ...document?.content, Action: 's3:*' }
    await world.putPolicy({ Version: '2012-10-17', Statement: other })
    const found = await change(kind)
    expect(found.state).toBe('replace')
    expect(JSON.parse(found.ours?.before ?? '')).toEqual(other)
    expect(JSON.parse(found.ours?.after ?? '')).toEqual(document?.content)
    const error = await errorOf(world.access.apply(found))
    expect(error.code).toBe('conflict')
    expect(error.message).toContain('"s3:*"')
    expect(error.message).toContain('"s3:PutObject"')
    expect(await policy()).toMatchObject({ Statement: other })
    await world.access.apply(found, { replace: true })
    expect(await policy()).toEqual({ Version: '2012-10-17', Statement: [document?.content] })
  })

  test('grows to 20 KB, and is left alone where it would grow past that', async () => {
    const padded = (padding: number) => ({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Theirs',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${world.reports}/${'x'.repeat(padding)}`,
        },
      ],
    })
    await world.putPolicy(padded(1000))
    const { after } = await change(kind)
    const padding = 1000 + 20_480 - Buffer.byteLength(JSON.stringify(JSON.parse(after)))
    await world.putPolicy(padded(padding + 1))
    const refused = await change(kind)
    expect(refused).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('would have 20481 bytes, and S3 takes 20480 at most'),
    })
    expect(await errorOf(world.access.apply(refused))).toMatchObject({ code: 'limit-exceeded' })
    expect(await policy()).toEqual(padded(padding + 1))
    await world.putPolicy(padded(padding))
    const found = await change(kind)
    expect(found.state).toBe('extend')
    await world.access.apply(found)
    expect(Buffer.byteLength(await world.policyText())).toBe(20_480)
  })

  test('without a version has no variables to name an asterisk with', async () => {
    const Statement = { ...foreign.Statement[0], Resource: `arn:aws:s3:::${world.reports}/*` }
    await world.putPolicy({ Statement: { ...Statement, Condition: {} } })
    expect(await change(kind)).toMatchObject({ state: 'extend' })
    const subject = { bucket: world.source, configuration: world.configuration({ prefix: '*' }) }
    const [document] = world.access.documents([subject])
    const [found] = await world.access.changes(document === undefined ? [] : [document])
    expect(found).toMatchObject({ state: 'refused' })
    expect(found?.reason).toContain('2012-10-17')
  })
})

describe('what others do meanwhile', () => {
  const another = () => ({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${world.reports}/public/*`,
    },
  })

  test('between the look and the write is kept', async () => {
    const found = await change(kind)
    await world.putPolicy(another())
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'conflict' })
    expect(await policy()).toEqual(another())
    await world.access.apply(await change(kind))
    expect((await policy()).Statement).toHaveLength(2)
  })

  test('is waited for where a write shows late', async () => {
    const found = await change(kind)
    const effect = { type: 'error', status: 404, code: 'NoSuchBucketPolicy' } as const
    world.emulator.inject({ operation: get, after: 1, times: 2, effect })
    world.sent()
    await world.access.apply(found)
    expect(world.sent()).toEqual([get, put, get, get, get])
  })

  test('is not waited for any longer by who has gone', async () => {
    const found = await change(kind)
    const stopped = new AbortController()
    const effect = { type: 'error', status: 404, code: 'NoSuchBucketPolicy' } as const
    world.emulator.inject({ operation: get, after: 1, times: 100, effect })
    world.emulator.resetRequests()
    const applying = world.access.apply(found, { signal: stopped.signal })
    await world.emulator.waitForRequests(4)
    stopped.abort(new Error('gone'))
    await expect(applying).rejects.toThrow('gone')
  })
})

describe('without the right', () => {
  const effect = { type: 'error', status: 403, code: 'AccessDenied' } as const

  test('to read a policy nothing is known', async () => {
    world.emulator.inject({ operation: get, effect })
    const error = await errorOf(world.access.changes(world.documents(kind)))
    expect(error.code).toBe('permission-denied')
    expect(error.message).toContain(`bucket "${world.reports}"`)
    expect(error.message).toContain('this takes the right to s3:GetBucketPolicy')
  })

  // "If you have the correct permissions, but you're not using an identity that belongs to the bucket owner's account":
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
  test('to read a policy of another account it is said whose right it is', async () => {
    const other = { type: 'error', status: 405, code: 'MethodNotAllowed' } as const
    world.emulator.inject({ operation: get, effect: other })
    const error = await errorOf(world.access.changes(world.documents(kind)))
    expect(error.code).toBe('permission-denied')
    expect(error.message).toContain("nobody of another account than the owner's")
  })

  test('to read it again nothing is written', async () => {
    const found = await change(kind)
    world.sent()
    world.emulator.inject({ operation: get, effect })
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'permission-denied' })
    expect(world.sent()).toEqual([get])
  })

  test('to write it nothing is changed', async () => {
    const found = await change(kind)
    world.emulator.inject({ operation: put, effect })
    const error = await errorOf(world.access.apply(found))
    expect(error).toMatchObject({ code: 'permission-denied', service: { code: 'AccessDenied' } })
    expect(error.message).toContain('s3:PutBucketPolicy')
    expect(await change(kind)).toMatchObject({ state: 'create' })
  })
})

test('a bucket that is not there is said', async () => {
  const configuration = world.configuration({ bucket: 'nowhere' })
  const documents = world.access.documents([{ bucket: world.source, configuration }])
  expect(await errorOf(world.access.changes(documents))).toMatchObject({
    code: 'not-found',
    message: 'there is no bucket "nowhere"',
  })
})

test('a policy of nonsense is left alone', async () => {
  const answers = [
    ['this is no policy', 'is no JSON'],
    ['[1]', 'is no JSON object'],
    ['{"Version":"2030-01-01","Statement":[]}', 'has the version "2030-01-01"'],
    ['{"Version":"2012-10-17","Statement":["x"]}', 'a statement that is no object'],
  ]
  for (const [text = '', reason] of answers) {
    const effect = { type: 'body', contentType: 'application/json', text } as const
    world.emulator.inject({ operation: get, times: 2, effect })
    const found = await change(kind)
    expect(found).toMatchObject({ state: 'refused', reason: expect.stringContaining(reason ?? '') })
    world.sent()
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'invalid-input' })
    expect(world.sent()).toEqual([get])
  }
})

test('what is not of buckets is done by hand', async () => {
  const keyId = 'arn:aws:kms:us-east-1:000000000000:key/1234'
  const configuration = world.configuration({ encryption: { type: 'kms', keyId } })
  const documents = world.access.documents([{ bucket: world.source, configuration }])
  const changes = await world.access.changes(documents)
  expect(changes.map((one) => [one.kind, one.subject, one.state])).toEqual([
    [kind, world.reports, 'create'],
    ['key-policy', keyId, 'by-hand'],
    ['caller-policy', 'caller', 'by-hand'],
  ])
  for (const one of changes.slice(1)) {
    expect(await errorOf(world.access.apply(one))).toMatchObject({ code: 'unsupported' })
  }
})

test('optional fields of a bucket that gets its own reports are one change with them', async () => {
  const configuration = world.configuration({ bucket: world.source })
  const subjects = [{ bucket: world.source, configuration }]
  const options = { accountId: account, onlyFields: ['size'] } as const
  const documents = world.access.documents(subjects, options)
  const [found] = await world.access.changes(documents)
  expect(found?.documents.map((document) => document.kind)).toEqual([kind, 'optional-fields'])
  if (found !== undefined) await world.access.apply(found)
  const [again] = await world.access.changes(documents)
  expect(again).toMatchObject({ state: 'unchanged' })
})

test('checks fail before a change and pass after it', async () => {
  const configuration = world.configuration({ prefix: 'inventories' })
  const subject = { bucket: world.source, accountId: account, configuration }
  const failures = async () => {
    const checks = await world.access.checks().check(subject)
    return checks.filter(({ state }) => state === 'failure').map(({ name }) => name)
  }
  expect(await failures()).not.toEqual([])
  await world.access.apply(await change(kind))
  expect(await failures()).toEqual([])
})
