import { spawnSync } from 'node:child_process'

import { GetBucketPolicyCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3'
import { accessOutputSchema } from 'bucket-inventory'
import { describe, expect, it, onTestFinished } from 'vitest'

import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'
import { ossClient } from './emulator-oss-inventories.ts'

const account = '000000000000'

const daily = {
  id: 'daily',
  schedule: { every: 'day' },
  fields: ['size'],
  destination: { bucket: 'reports', prefix: 'inv', accountId: account, format: 'csv' },
}
const ossDaily = {
  ...daily,
  destination: {
    ...daily.destination,
    bucket: 'reports-cn',
    roleArn: `acs:ram::${account}:role/inventory`,
  },
}

interface AccessWorld extends CliWorld {
  putPolicy(policy: object): Promise<void>
  /** `undefined` where there is none. */
  policy(): Promise<string | undefined>
  /** How many requests changed anything about access. */
  writes(): number
}

const writing = [
  'PutBucketPolicy',
  'PutBucketLifecycleConfiguration',
  'PutBucketLifecycle',
  'PutBucketNotificationConfiguration',
  'CreateRole',
  'UpdateRole',
  'CreatePolicy',
  'CreatePolicyVersion',
  'AttachPolicyToRole',
]

/** Both clouds, with an inventory that can not be delivered yet on each. */
async function startAccessWorld(): Promise<AccessWorld> {
  const world = await startCliWorld()
  const { emulator } = world
  await emulator.createBucket({ cloud: 's3', name: 'reports' })
  await emulator.createBucket({ cloud: 'oss', name: 'reports-cn' })
  const client = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  onTestFinished(() => client.destroy())
  await world.write('daily.json', JSON.stringify(daily))
  await world.write('oss.json', JSON.stringify(ossDaily))
  for (const argv of [
    ['put', 's3://photos', 'daily.json'],
    ['put', 'oss://photos-cn', 'oss.json'],
  ]) {
    const { code, messages } = await world.run(argv)
    if (code !== 0) throw new Error(messages)
  }
  // OSS writes no report where nothing matches.
  const oss = ossClient(emulator.oss, { authorizationV4: true, sldEnable: true })
  oss.useBucket('photos-cn')
  await oss.put('a', Buffer.from('a'))
  emulator.resetRequests()
  return {
    ...world,
    putPolicy: async (policy) => {
      const Policy = JSON.stringify(policy)
      await client.send(new PutBucketPolicyCommand({ Bucket: 'reports', Policy }))
      emulator.resetRequests()
    },
    policy: async () => {
      try {
        return (await client.send(new GetBucketPolicyCommand({ Bucket: 'reports' }))).Policy
      } catch {
        return undefined
      }
    },
    writes: () => writing.reduce((sum, operation) => sum + emulator.requests({ operation }), 0),
  }
}

const theirs = {
  Sid: 'Theirs',
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::reports/public/*',
}
const sid = 'BucketInventory000000000000inv'

describe('access of a configuration in a file', () => {
  it('is said without a request', async () => {
    const world = await startAccessWorld()
    const { code, output, messages } = await world.run([
      'access',
      'daily.json',
      '--at',
      's3://photos',
    ])
    expect({ code, messages }).toStrictEqual({ code: 0, messages: '' })
    expect(output).toMatch(/^bucket-policy of reports \(aws-s3\)\n {2}lets S3 write /)
    expect(output).toContain('    "Resource": "arn:aws:s3:::reports/inv/*",\n')
    expect(output).toContain('\ncaller-policy (aws-s3)\n')
    expect(world.emulator.requests()).toBe(0)
  })

  it('takes the account from --account, else asks whose the credentials are', async () => {
    const world = await startAccessWorld()
    const { accountId: _, ...destination } = daily.destination
    const input = JSON.stringify({ ...daily, destination })
    const argv = ['access', '-', '--at', 's3://photos', '--kind', 'bucket-policy']
    const given = await world.run([...argv, '--account', '111122223333'], { input })
    expect(given.output).toContain('"aws:SourceAccount": "111122223333"')
    expect(world.emulator.requests()).toBe(0)
    const asked = await world.run(argv, { input })
    expect(asked.output).toContain(`"aws:SourceAccount": "${account}"`)
    expect(world.emulator.requests()).toBe(1)
  })

  it.each([
    ['json', /^\[\n/],
    ['terraform', /^# .*\n# https:.*\ndata "aws_iam_policy_document" /],
    ['commands', /^#!\/bin\/sh\n/],
  ])('is printed as %s and nothing else', async (format, text) => {
    const world = await startAccessWorld()
    const argv = ['access', 'daily.json', '--at', 's3://photos', '--format', format]
    const more = ['--retain', '30', '--account', account]
    const { code, output, messages } = await world.run([...argv, ...more])
    expect({ code, messages }).toStrictEqual({ code: 0, messages: '' })
    expect(output).toMatch(text)
    expect(output).toContain('inv/photos/daily/')
  })
})

it('says beside a format what is taken for granted, once', async () => {
  const world = await startAccessWorld()
  const argv = ['access', 'daily.json', '--at', 's3://photos', '--format', 'json']
  const { output, messages } = await world.run(argv)
  expect(JSON.parse(output)).toHaveLength(2)
  expect(messages).toMatch(/^assumed: bucket "photos" is taken to belong to account 0+, .*\n$/)
})

describe('access that is applied', () => {
  it('delivers what was not delivered before, and is unchanged the second time', async () => {
    const world = await startAccessWorld()
    const { emulator } = world
    await world.putPolicy({ Version: '2012-10-17', Statement: [theirs] })
    expect(await emulator.deliver('s3', 'photos', 'daily')).toMatchObject({ delivered: false })
    const first = await world.run(['access', 's3://photos', '--apply'], { answers: ['y'] })
    expect(first).toMatchObject({
      code: 0,
      output: expect.stringMatching(
        /^bucket-policy of reports \(aws-s3\): to be added to what is there\n.*\n {2}\+ /s,
      ),
      messages: expect.stringMatching(
        /Apply this change\? \[y\/N\] applied bucket-policy of reports/,
      ),
    })
    expect(await emulator.deliver('s3', 'photos', 'daily')).toMatchObject({ delivered: true })
    expect(JSON.parse((await world.policy()) ?? '')).toMatchObject({
      Statement: [theirs, { Sid: sid }],
    })
    emulator.resetRequests()
    const second = await world.run(['access', 's3://photos', '--apply'], { answers: [] })
    expect(second).toMatchObject({
      code: 0,
      output: expect.stringContaining('bucket-policy of reports (aws-s3): unchanged: all of it'),
      messages: expect.stringMatching(/nothing to do\n$/),
    })
    expect(world.writes()).toBe(0)
  })

  it('makes the role on OSS, with which reports are delivered', async () => {
    const world = await startAccessWorld()
    const { emulator } = world
    expect(await emulator.deliver('oss', 'photos-cn', 'daily')).toMatchObject({ delivered: false })
    const argv = ['access', 'oss://photos-cn#daily', '--apply', '--yes']
    const first = await world.run(argv)
    expect({ code: first.code, messages: first.messages }).toStrictEqual({
      code: 0,
      messages: expect.stringContaining(
        `applied role-permission of acs:ram::${account}:role/inventory (alibaba-oss)\n`,
      ),
    })
    expect(await emulator.deliver('oss', 'photos-cn', 'daily')).toMatchObject({ delivered: true })
    emulator.resetRequests()
    expect(await world.run(argv)).toMatchObject({
      code: 0,
      messages: expect.stringContaining('nothing to do\n'),
    })
    expect(world.writes()).toBe(0)
  })

  it('is refused where nobody can be asked, or the answer is no', async () => {
    const world = await startAccessWorld()
    const argv = ['access', 's3://photos', '--apply']
    const nobody = await world.run(argv)
    expect(nobody.code).toBe(1)
    expect(nobody.messages).toMatch(
      /not applied: nothing was changed: nobody can be asked here whether to apply this change; add --yes\n$/,
    )
    const no = await world.run(argv, { answers: ['no'] })
    expect(no.code).toBe(1)
    expect(no.messages).toMatch(/not applied: nothing was changed\n$/)
    expect(world.writes()).toBe(0)
  })

  it('is one document with --json', async () => {
    const world = await startAccessWorld()
    const { code, output } = await world.run([
      'access',
      's3://photos',
      '--apply',
      '--yes',
      '--json',
    ])
    expect(code).toBe(0)
    expect(accessOutputSchema.parse(JSON.parse(output))).toMatchObject({
      documents: [{ kind: 'bucket-policy' }, { kind: 'caller-policy' }],
      changes: [{ state: 'create' }, { state: 'by-hand' }],
      applied: [{ outcome: 'applied' }, { outcome: 'by-hand' }],
      unreadable: [],
    })
  })
})

it('ends at an interruption, and says what is done by then', async () => {
  const world = await startAccessWorld()
  const interruption = new AbortController()
  const operation = 'PutBucketLifecycleConfiguration'
  world.emulator.inject({ operation, effect: { type: 'hang' } })
  const argv = ['access', 's3://photos', '--retain', '30', '--apply', '--yes', '--json']
  const running = world.run(argv, { signal: interruption.signal })
  await world.emulator.waitForHeld(1)
  interruption.abort()
  const { code, output } = await running
  expect(code).toBe(130)
  expect(accessOutputSchema.parse(JSON.parse(output))).toMatchObject({
    applied: [{ outcome: 'applied' }, { outcome: 'skipped' }, { outcome: 'by-hand' }],
  })
  expect(await world.policy()).toContain(sid)
})

describe('something else that has our name', () => {
  const ours = { ...theirs, Sid: sid }
  const argv = ['access', 's3://photos', '--apply']

  async function startTaken(): Promise<AccessWorld> {
    const world = await startAccessWorld()
    await world.putPolicy({ Version: '2012-10-17', Statement: [ours] })
    return world
  }

  it('is shown beside ours, and keeps everything from being written', async () => {
    const world = await startTaken()
    for (const more of [[], ['--yes']]) {
      const { code, output, messages } = await world.run([...argv, '--retain', '30', ...more])
      expect(code).toBe(1)
      expect(output).toMatch(
        /: something else has our name\n {2}there:\n.*s3:GetObject.*ours:\n.*s3:PutObject/s,
      )
      expect(messages).toMatch(
        /not applied: nothing was changed, as something else has the name of one of these; --replace writes ours in its place\n$/,
      )
    }
    expect(world.writes()).toBe(0)
  })

  it('is asked about by itself', async () => {
    const world = await startTaken()
    const no = await world.run(argv, { answers: ['n', 'y'] })
    expect(no.code).toBe(1)
    expect(no.messages).toMatch(
      /Something else has the name of one of these\. Write ours in its place\?/,
    )
    expect(world.writes()).toBe(0)
    expect(await world.run(argv, { answers: ['y', 'y'] })).toMatchObject({ code: 0 })
    expect(JSON.parse((await world.policy()) ?? '')).toMatchObject({
      Statement: [{ Sid: sid, Action: 's3:PutObject' }],
    })
  })

  it('is replaced with --replace', async () => {
    const world = await startTaken()
    expect(await world.run([...argv, '--replace', '--yes'])).toMatchObject({ code: 0 })
    expect(await world.policy()).not.toContain('s3:GetObject')
  })
})

describe('what is there and cannot be added to', () => {
  const argv = ['access', 's3://photos', '--apply', '--yes']

  async function refusal(world: AccessWorld): Promise<string> {
    const { code, output, messages } = await world.run(argv)
    expect(code).toBe(1)
    expect(world.writes()).toBe(0)
    const said = `${output}${messages}`
    expect(said).not.toMatch(/\n {4}at |test:test|Credential=/)
    return said
  }

  it.each([
    ['that is no JSON', 'surely no policy', /JSON/],
    ['of an unknown version', '{"Version":"2031-01-01","Statement":[]}', /2031-01-01/],
  ])('such as a policy %s is said', async (_, text, message) => {
    const world = await startAccessWorld()
    world.emulator.inject({
      operation: 'GetBucketPolicy',
      times: 100,
      effect: { type: 'body', contentType: 'application/json', text },
    })
    expect(await refusal(world)).toMatch(message)
  })

  it('such as a policy of nearly 20 KB is said', async () => {
    const world = await startAccessWorld()
    const Resource = Array.from(
      { length: 202 },
      (_, index) => `arn:aws:s3:::reports/${100 + index}/${'x'.repeat(70)}/*`,
    )
    await world.putPolicy({ Version: '2012-10-17', Statement: [{ ...theirs, Resource }] })
    expect(await refusal(world)).toMatch(/20 ?KB|20,?480/i)
  })

  it('such as a policy that may not be read is said', async () => {
    const world = await startAccessWorld()
    world.emulator.inject({
      operation: 'GetBucketPolicy',
      times: 100,
      effect: { type: 'error', status: 403, code: 'AccessDenied' },
    })
    expect(await refusal(world)).toMatch(/AccessDenied/)
  })

  it('and where it may not be written, that is said, and what is there stays', async () => {
    const world = await startAccessWorld()
    await world.putPolicy({ Version: '2012-10-17', Statement: [theirs] })
    const before = await world.policy()
    world.emulator.inject({
      operation: 'PutBucketPolicy',
      times: 100,
      effect: { type: 'error', status: 403, code: 'AccessDenied' },
    })
    const { code, messages } = await world.run([...argv, '--json'])
    expect(code).toBe(1)
    expect(messages).toMatch(/error: bucket-policy of reports \(aws-s3\): /)
    expect(await world.policy()).toBe(before)
  })
})

it('says of which inventories nothing can be said, and applies nothing then', async () => {
  const world = await startAccessWorld()
  const { code, output, messages } = await world.run(['access', 's3://photos#other', '--json'])
  expect({ code, output: JSON.parse(output) }).toMatchObject({
    code: 1,
    output: { error: { code: 'not-found' } },
  })
  expect(messages).toContain('bucket "photos" has no inventory "other"')
})

it('prints the texts of two clouds one after the other, and no JSON, which is of one', async () => {
  const world = await startAccessWorld()
  const at = (location: string, file: string) => {
    const configuration: object = file === 'daily.json' ? daily : ossDaily
    return `  - { configuration: ${JSON.stringify(configuration)}, at: [{ location: "${location}" }] }\n`
  }
  await world.write(
    'team.yaml',
    `apiVersion: bucket-inventory/v1\ninventories:\n${at('s3://photos', 'daily.json')}${at('oss://photos-cn', 'oss.json')}`,
  )
  const both = await world.run(['access', 'team.yaml', '--format', 'terraform'])
  expect(both.code).toBe(0)
  expect(both.output).toContain('resource "aws_s3_bucket_policy" ')
  expect(both.output).toContain('resource "alicloud_ram_role" ')
  const script = await world.run(['access', 'team.yaml', '--format', 'commands'])
  expect(script.output.match(/^#!/gm)).toHaveLength(1)
  const shell = (...argv: readonly string[]) =>
    spawnSync('/bin/sh', argv, { input: script.output, env: { PATH: '' }, encoding: 'utf8' })
  expect(shell('-n')).toMatchObject({ status: 0, stderr: '' })
  // Without any tool the part of the first cloud fails, and nothing of the second begins.
  const run = shell('-s')
  expect(run.status).toBe(1)
  expect(run.stderr).not.toContain('aliyun')
  const json = await world.run(['access', 'team.yaml', '--format', 'json'])
  expect(json).toMatchObject({ code: 64, output: '' })
  expect(json.messages).toContain('these are of aws-s3 and alibaba-oss; --json prints all of them')
})

it('needs nothing where there is no inventory, and is still JSON', async () => {
  const world = await startAccessWorld()
  await world.emulator.createBucket({ cloud: 's3', name: 'empty' })
  expect(await world.run(['access', 's3://empty', '--format', 'json'])).toStrictEqual({
    code: 0,
    output: '[]\n',
    messages: 'nothing is needed\n',
  })
})

it('merges what announces and what expires reports on request, and leaves the rest', async () => {
  const world = await startAccessWorld()
  const topic = `arn:aws:sns:us-east-1:${account}:reports`
  const more = ['--notify', topic, '--retain', '30', '--kind', 'notification,retention']
  const argv = ['access', 's3://photos', '--apply', '--yes', ...more]
  const { code, output, messages } = await world.run(argv)
  expect(code).toBe(0)
  expect(output).toContain(topic)
  expect(messages).toContain('applied notification of reports (aws-s3)\n')
  expect(messages).toContain('applied retention of reports (aws-s3)\n')
  world.emulator.resetRequests()
  const other = ['--retain', '31', '--kind', 'retention']
  const again = await world.run(['access', 's3://photos', '--apply', '--yes', ...other])
  expect(again.output).toMatch(/something else has our name\n.*30.*31/s)
  expect(again.code).toBe(1)
  expect(world.writes()).toBe(0)
})

it('prints what the role of OSS needs by the other page on request', async () => {
  const world = await startAccessWorld()
  const argv = ['access', 'oss.json', '--at', 'oss://photos-cn', '--kind', 'role-permission']
  const { output } = await world.run(argv)
  expect(output).toContain('(alibaba-oss, least-privilege)\n')
  expect(output).not.toContain('oss:GetObject')
  const other = await world.run([...argv, '--variant', 'read-source'])
  expect(other.output).toContain('(alibaba-oss, read-source)\n')
  expect(other.output).not.toContain('least-privilege')
})

it.each([
  [['daily.json'], 'daily.json is a configuration: say which bucket it is for'],
  [['s3://photos', '--at', 's3://photos'], '--at goes with a configuration in a file'],
  [['s3://photos', '--apply', '--format', 'json'], '--format prints and --apply writes'],
  [['s3://photos', '--replace'], '--replace goes with --apply'],
  [['s3://photos', '--format', 'json', '--json'], '--format and --json are two formats'],
  [['s3://photos', '--kind', 'bucket-polcy'], 'did you mean "bucket-policy"?'],
  [['s3://photos', '--kind', 'retention'], '--kind retention goes with --retain DAYS'],
  [['s3://photos', '--only-fields', 'sizes'], 'did you mean "size"?'],
  [['s3://photos', '--account', 'mine'], '--account takes the number of an account'],
  [['s3://photos', '--retain', '0'], '--retain takes a whole number from 1'],
  [['s3://reports/inv/manifest.json'], 'names no inventory but an object'],
])('refuses %j as wrong use', async (argv, message) => {
  const world = await startAccessWorld()
  const { code, messages } = await world.run(['access', ...argv])
  expect(messages).toContain(message)
  expect(code).toBe(64)
  expect(world.emulator.requests()).toBe(0)
})
