import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { OssAccessWorld, statesOf, writing } from './alibaba-oss-access-world.ts'
import { errorOf } from './alibaba-oss-world.ts'

const { account } = OssAccessWorld

let world: OssAccessWorld

beforeEach(async () => {
  world = await OssAccessWorld.start()
})

afterEach(() => world.emulator.close())

const reset = { type: 'reset' } as const

describe('an answer that is lost', () => {
  it.each(['CreateRole', 'CreatePolicy', 'AttachPolicyToRole'])(
    'of %s, which was done, is looked after',
    async (operation) => {
      const list = await world.roleDocuments()
      world.emulator.inject({ operation, when: 'after', effect: reset })
      await world.applyAll(list)
      expect(await world.delivers()).toBe(true)
      expect(world.emulator.requests({ operation })).toBe(1)
    },
  )

  it.each(['CreateRole', 'CreatePolicy'])(
    'of %s, which was not done, is said, and a second time goes on',
    async (operation) => {
      const list = await world.roleDocuments()
      world.emulator.inject({ operation, when: 'before', effect: reset })
      expect(await errorOf(world.applyAll(list))).toMatchObject({ code: 'unavailable' })
      expect(world.emulator.requests({ operation })).toBe(1)
      await world.applyAll(list)
      expect(await world.delivers()).toBe(true)
    },
  )

  it('of the second half is asked for again, once', async () => {
    const list = await world.roleDocuments()
    const operation = 'AttachPolicyToRole'
    world.emulator.inject({ operation, times: 2, effect: reset })
    expect(await errorOf(world.applyAll(list))).toMatchObject({ code: 'unavailable' })
    expect(world.emulator.requests({ operation })).toBe(2)
    world.emulator.inject({ operation, effect: reset })
    expect(await errorOf(world.applyAll(list))).toMatchObject({ code: 'unavailable' })
    await world.applyAll(list)
    expect(await world.delivers()).toBe(true)
    expect(world.emulator.requests({ operation: 'CreatePolicy' })).toBe(1)
  })

  it('of a new version, or of rules, is looked after too', async () => {
    await world.applyAll(await world.roleDocuments({ prefix: 'earlier' }))
    const access = world.access()
    const later = access.documents([world.subject({ prefix: 'later' })], { retainDays: 9 })
    const ours = later.filter(({ kind }) => kind !== 'caller-policy')
    for (const operation of ['CreatePolicyVersion', 'PutBucketLifecycle']) {
      world.emulator.inject({ operation, when: 'after', effect: reset })
    }
    await world.applyAll(ours)
    expect(new Set((await access.changes(ours)).map(({ state }) => state))).toEqual(
      new Set(['unchanged']),
    )
  })

  it('is not taken for ours where somebody else was faster', async () => {
    const list = await world.roleDocuments()
    const [trust, permission] = await world.access().changes(list)
    if (trust === undefined || permission === undefined) throw new Error('they are missing')
    await world.access().apply(trust)
    world.emulator.inject({ operation: 'CreatePolicy', effect: { type: 'hang' } })
    const controller = new AbortController()
    const outcome = world
      .access({ timeout: 2500 })
      .apply(permission, { signal: controller.signal })
      .catch((error: unknown) => error)
    await world.emulator.waitForHeld(1)
    await world.createPolicy(writing('acs:oss:*:*:elsewhere/*'))
    expect(await outcome).toMatchObject({ code: 'unavailable' })
    expect(world.emulator.requests({ operation: 'CreatePolicyVersion' })).toBe(0)
  })
})

it('a throttle in the middle leaves what is done, says so, and a second time goes on', async () => {
  const list = await world.roleDocuments()
  const effect = { type: 'error', status: 400, code: 'Throttling.User' } as const
  world.emulator.inject({ operation: 'AttachPolicyToRole', effect })
  const error = await errorOf(world.applyAll(list))
  expect(error).toMatchObject({ code: 'throttled' })
  expect(error.message).toContain(
    '"bucket-inventory-Deliverer", which is there, to role "Deliverer"',
  )
  const changes = await world.access().changes(list)
  expect(statesOf(changes)).toEqual(['role-trust unchanged', 'role-permission extend'])
  await world.applyAll(list)
  expect(await world.delivers()).toBe(true)
  expect(world.emulator.requests({ operation: 'CreatePolicy' })).toBe(1)
})

it('an abort ends it in the middle, with its reason, and a second time goes on', async () => {
  const list = await world.roleDocuments()
  for (const operation of ['CreateRole', 'AttachPolicyToRole']) {
    world.emulator.inject({ operation, when: 'after', effect: { type: 'hang' } })
    const changes = await world.access().changes(list)
    const change = changes.find(({ state }) => state !== 'unchanged')
    if (change === undefined) throw new Error('there is none')
    const controller = new AbortController()
    const reason = new Error('enough')
    const { signal } = controller
    const outcome = world
      .access()
      .apply(change, { signal })
      .catch((error: unknown) => error)
    await world.emulator.waitForHeld(1, { operation })
    controller.abort(reason)
    expect(await outcome).toBe(reason)
  }
  // Both were done by then.
  expect(new Set((await world.access().changes(list)).map(({ state }) => state))).toEqual(
    new Set(['unchanged']),
  )
  expect(await world.delivers()).toBe(true)
})

it('what is of another account is refused, and ours is done all the same', async () => {
  const { other } = OssAccessWorld
  const theirs = { accountId: other, roleArn: `acs:ram::${other}:role/Deliverer` }
  const access = world.access()
  const list = access
    .documents([await world.inventory(), world.subject(theirs)])
    .filter(({ kind }) => kind === 'role-trust' || kind === 'role-permission')
  const changes = await access.changes(list)
  expect(statesOf(changes)).toEqual([
    'role-trust create',
    'role-permission create',
    'role-trust refused',
    'role-permission refused',
  ])
  for (const change of changes.filter(({ state }) => state === 'create')) await access.apply(change)
  expect(await world.delivers()).toBe(true)
})

describe('a policy of our name', () => {
  it('that another role has too is not changed for it', async () => {
    const list = await world.roleDocuments()
    await world.createPolicy(writing('acs:oss:*:*:elsewhere/*'))
    await world.emulator.createRole({ name: 'Other' })
    await world.attach('Other')
    const permission = list.filter(({ variant }) => variant === 'least-privilege')
    const access = world.access()
    const [change] = await access.changes(permission)
    expect(change).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('attached once elsewhere'),
    })
    if (change === undefined) throw new Error('there is none')
    expect(await errorOf(access.apply(change))).toMatchObject({ code: 'invalid-input' })
    expect(world.emulator.requests({ operation: 'CreatePolicyVersion' })).toBe(0)
  })

  it('that another role has too is attached where it says what ours says', async () => {
    await world.createPolicy(writing(`acs:oss:*:${account}:reports/*`))
    await world.emulator.createRole({ name: 'Other' })
    await world.attach('Other')
    await world.applyAll(await world.roleDocuments())
    expect(await world.delivers()).toBe(true)
  })
})

describe('a role that is called', () => {
  it.each(['a.b_c-d', 'a-b_c.d', 'x'.repeat(64), '.'.repeat(64), '_'])(
    '%s has a policy of its own',
    async (name) => {
      const roleArn = `acs:ram::${account}:role/${name}`
      await world.applyAll(await world.roleDocuments({ roleArn, encryption: { type: 'kms' } }))
      const subject = world.subject({ roleArn })
      const checks = await world.checked(subject)
      expect(checks.filter(({ state }) => state === 'failure')).toEqual([])
      expect(await world.delivers()).toBe(true)
    },
  )
})

it('rules that were let overlap each other stay as they are', async () => {
  const wide = '<Expiration><Days>9</Days></Expiration>'
  const theirs = ['logs/', 'logs/a/'].map(
    (prefix, index) =>
      `<Rule><ID>r-${index}</ID><Prefix>${prefix}</Prefix><Status>Enabled</Status>${wide}</Rule>`,
  )
  await world.putLifecycle(theirs, { 'x-oss-allow-same-action-overlap': 'true' })
  const access = world.access()
  const list = access
    .documents([world.subject()], { retainDays: 30 })
    .filter(({ kind }) => kind === 'retention')
  expect(statesOf(await access.changes(list))).toEqual(['retention extend'])
  await world.applyAll(list)
  expect(statesOf(await access.changes(list))).toEqual(['retention unchanged'])
})

describe('rules of every kind', () => {
  const kinds = [
    '<Prefix>a/</Prefix><Status>Enabled</Status><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value></Value></Tag><Expiration><Days>1</Days></Expiration>',
    '<Prefix>b/</Prefix><Status>Disabled</Status><Filter><ObjectSizeGreaterThan>500</ObjectSizeGreaterThan><Not><Prefix>b/x</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></Not></Filter><Expiration><CreatedBeforeDate>2020-01-01T00:00:00.000Z</CreatedBeforeDate></Expiration>',
    '<Status>Enabled</Status><Transition><Days>30</Days><StorageClass>IA</StorageClass><IsAccessTime>true</IsAccessTime><ReturnToStdWhenVisit>true</ReturnToStdWhenVisit></Transition>',
    '<Prefix>d/&lt;&amp;&quot; é\u{1F600}</Prefix><Status>Enabled</Status><AbortMultipartUpload><Days>3</Days></AbortMultipartUpload><NoncurrentVersionTransition><NoncurrentDays>3</NoncurrentDays><StorageClass>IA</StorageClass></NoncurrentVersionTransition>',
  ]

  it('stay as they are', async () => {
    const before = await world.putLifecycle(
      kinds.map((content, index) => `<Rule><ID>theirs-${index}</ID>${content}</Rule>`),
    )
    const list = world
      .access()
      .documents([world.subject()], { retainDays: 30 })
      .filter(({ kind }) => kind === 'retention')
    await world.applyAll(list)
    const after = await world.lifecycle()
    const rules = (text: string) =>
      [...text.replaceAll(/>\s+</g, '><').matchAll(/<Rule>.*?<\/Rule>/gs)].map(([rule]) => rule)
    expect(rules(after).slice(0, kinds.length)).toEqual(rules(before))
    expect(rules(after)).toHaveLength(kinds.length + 1)
  })

  it('with our id that are off are ours to replace, if that is said', async () => {
    const access = world.access()
    const document = access
      .documents([world.subject()], { retainDays: 30 })
      .find(({ kind }) => kind === 'retention')
    if (document === undefined) throw new Error('there is none')
    const id = String(document.content['ID'])
    await world.putLifecycle([
      `<Rule><ID>${id}</ID><Prefix>photos/daily/</Prefix><Status>Disabled</Status><Expiration><Days>30</Days></Expiration></Rule>`,
    ])
    const [change] = await access.changes([document])
    expect(change).toMatchObject({ state: 'replace' })
    if (change === undefined) throw new Error('there is none')
    await access.apply(change, { replace: true })
    expect(await world.lifecycle()).toContain('<Status>Enabled</Status>')
  })
})

it('a page in the place of rules is told, and nothing is written', async () => {
  const list = world
    .access()
    .documents([world.subject()], { retainDays: 30 })
    .filter(({ kind }) => kind === 'retention')
  const effect = { type: 'body', contentType: 'text/html', text: '<html>Sign in</html>' } as const
  world.emulator.inject({ operation: 'GetBucketLifecycle', effect })
  expect(await errorOf(world.access().changes(list))).toMatchObject({ code: 'protocol' })
  expect(world.emulator.requests({ operation: 'PutBucketLifecycle' })).toBe(0)
})

it('roles are for a person where the package of RAM is not installed', async () => {
  const endpoint = world.emulator.oss
  const settings = { endpoint, stsEndpoint: endpoint, ramEndpoint: endpoint }
  const keys = { region: 'cn-hangzhou', accessKeyId: 'test', accessKeySecret: 'test' }
  const missing = `
    import { register } from 'node:module'
    register('data:text/javascript,' + encodeURIComponent(\`
      export async function resolve(specifier, context, next) {
        if (specifier !== '@alicloud/ram20150501') return next(specifier, context)
        throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
      }\`))
    const { createOssProvider } = await import('@bucket-inventory/alibaba-oss')
    const { access } = createOssProvider(${JSON.stringify({ ...settings, ...keys })})
    const subject = ${JSON.stringify(world.subject())}
    const changes = await access.changes(access.documents([subject], { retainDays: 30 }))
    const checks = await access.checks().check(subject)
    console.log(JSON.stringify({ changes, checks }))`
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const sources = ['--import', 'tsx', '--conditions=@bucket-inventory/source']
  const argv = sources.concat('--input-type=module', '--eval', missing)
  const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: folder })
  expect(JSON.parse(stdout)).toMatchObject({
    changes: [
      { kind: 'role-trust', state: 'by-hand', reason: expect.stringContaining('install it') },
      { kind: 'role-permission', state: 'by-hand', reason: expect.stringContaining('install it') },
      ...Array.from({ length: 5 }, () => ({ kind: 'caller-policy', state: 'by-hand' })),
      { kind: 'retention', state: 'create' },
    ],
    checks: expect.arrayContaining([
      expect.objectContaining({ name: 'role-exists', state: 'unknown' }),
    ]),
  })
}, 20_000)
