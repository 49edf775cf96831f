import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { applyOutputSchema } from 'bucket-inventory'
import { describe, expect, it } from 'vitest'

import { otherInventory, teamFile, writingOperations } from './cli-declarations.ts'
import { startCliWorld } from './cli-world.ts'
import type { CliWorld, Run } from './cli-world.ts'

// What a person, a file or a service does wrong to the commands that change many inventories.

function writes({ emulator }: CliWorld): number {
  return writingOperations.reduce((sum, operation) => sum + emulator.requests({ operation }), 0)
}

/** Failed in words, without a stack trace. */
function expectFailure({ code, output, messages }: Run, message: string): void {
  expect(code).toBe(1)
  expect(messages).toContain(message)
  expect(`${output}${messages}`).not.toMatch(/^\s+at /m)
}

const connections = 'connections: { prod: { provider: alibaba-oss, region: cn-hangzhou } }\n'

describe('a declaration that is wrong', () => {
  const file = teamFile().replace('manage:', `${connections}manage:`)

  it.each([
    [
      'with an unknown connection',
      file.replace('oss://photos-cn', 'oss://prd@photos-cn'),
      'team.yaml:9:9: inventories[0].at[1].location: no connection is named "prd"; did you mean "prod"?\n',
    ],
    [
      'with two entries for one id on one bucket',
      `${file}      - location: s3://photos\n        destination: { bucket: reports, format: csv }\n`,
      'team.yaml:15:9: inventories[0].at[2]: "bi-daily" is declared twice for s3://photos: also at inventories[0].at[0]',
    ],
    [
      'with an id outside of what it manages',
      file.replace('id: bi-daily', 'id: daily'),
      'team.yaml:5:22: inventories[0].configuration.id: "daily" is outside what this declaration manages, "bi-*"',
    ],
    [
      'of an unknown provider',
      file.replace('provider: alibaba-oss', 'provider: alibaba'),
      'team.yaml:2:24: connections.prod.provider: no provider is named "alibaba"; known: alibaba-oss, aws-s3\n',
    ],
    [
      'of another version',
      file.replace('/v1', '/v2'),
      'team.yaml:1:1: apiVersion: "bucket-inventory/v2" is not possible; write "bucket-inventory/v1"\n',
    ],
    ['with an unknown key', `${file}manges: 1\n`, 'team.yaml:15:1: manges: unknown key "manges"'],
    [
      'with a place that is none',
      file.replace('s3://photos', 's3:/photos'),
      'team.yaml:7:9: inventories[0].at[0].location: "s3:/photos" is no place',
    ],
    [
      'for a cloud that nobody knows',
      file.replace('s3://photos', 'gs://photos'),
      'team.yaml:7:9: inventories[0].at[0]: "gs://photos": no provider has the scheme "gs"; known: oss, s3',
    ],
    ['that is no YAML', 'apiVersion: [', 'error: team.yaml:1:14: '],
    ['that is empty', '', 'error: team.yaml:1:1: the file is empty\n'],
    ['that is a configuration', otherInventory('daily', 's3'), 'team.yaml:1:1: apiVersion: '],
  ])('%s sends nothing', async (_, text, message) => {
    const world = await startCliWorld()
    await world.write('team.yaml', text)
    for (const argv of [
      ['plan', 'team.yaml'],
      ['apply', 'team.yaml', '--yes'],
    ]) {
      const run = await world.run(argv)
      expectFailure(run, message)
      expect(run.output).toBe('')
    }
    expect(world.emulator.requests()).toBe(0)
  })

  it('says everything at once, in the document too', async () => {
    const world = await startCliWorld()
    const wrong = file
      .replace('oss://photos-cn', 'oss://prd@photos-cn')
      .replace('every: day', 'every: dya')
    await world.write('team.yaml', wrong)
    const { code, output } = await world.run(['plan', 'team.yaml', '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(output)).toMatchObject({
      error: {
        code: 'invalid-configuration',
        message: 'team.yaml cannot be carried out: 2 problems',
        problems: [
          { path: 'inventories[0].configuration.schedule.every', line: 5, column: 48 },
          { path: 'inventories[0].at[1].location', line: 9, column: 9 },
        ],
        position: { file: 'team.yaml', line: 5, column: 48 },
      },
    })
  })

  it.each([
    ['select: { connection: prod, name: "logs-*" }', 'a name such as "logs-*"'],
    ['select: { connection: prod, tags: { team: web } }', 'the tag team=web'],
  ])('whose pattern matches nothing writes nothing: %s', async (select, having) => {
    const world = await startCliWorld()
    await world.write('team.yaml', file.replace('location: oss://photos-cn', select))
    for (const argv of [
      ['plan', 'team.yaml'],
      ['apply', 'team.yaml', '--yes'],
    ]) {
      expectFailure(
        await world.run(argv),
        `team.yaml:9:9: inventories[0].at[1].select: the connection "prod" has no bucket with ${having}; `,
      )
    }
    expect(writes(world)).toBe(0)
  })

  it('about OSS without a region is said once, with its line', async () => {
    const world = await startCliWorld()
    await world.write('team.yaml', teamFile())
    const environment = { OSS_REGION: undefined, OSS_ENDPOINT: undefined }
    const run = await world.run(['apply', 'team.yaml', '--yes'], { environment })
    expectFailure(
      run,
      'team.yaml:8:9: inventories[0].at[1].location: no region for OSS: set OSS_REGION',
    )
    expect(world.emulator.requests()).toBe(0)
  })
})

describe('wrong use exits 64 and sends nothing', () => {
  it.each([
    [['plan'], 'FILE is missing'],
    [['apply', 'team.yaml', '--yse'], 'there is no flag "--yse" here; did you mean "--yes"?'],
    [
      ['apply', 'team.yaml', '--concurrency', '0'],
      '--concurrency takes a whole number from 1 to 256',
    ],
    [['plan', 'team.yaml', '--allow', 'losy'], 'did you mean "lossy"?'],
    [['restore'], 'FILE is missing'],
    [['migrate', 's3://photos'], 'TO is missing'],
    [['migrate', 's3://photos#daily', 'oss://photos-cn'], 'leave out "#daily"'],
    [['migrate', 's3://photos', './folder'], '"./folder" names no bucket'],
    [['migrate', 's3://photos', 'gs://photos'], 'no provider has the scheme "gs"'],
    [['migrate', 's3://prod@photos', 'oss://photos-cn'], 'no connection is named "prod"'],
  ])('%j', async (argv, message) => {
    const world = await startCliWorld()
    await world.write('team.yaml', teamFile())
    const { code, output, messages } = await world.run(argv)
    expect({ code, output }).toStrictEqual({ code: 64, output: '' })
    expect(messages).toContain(message)
    expect(messages.trim().split('\n')).toHaveLength(1)
    expect(world.emulator.requests()).toBe(0)
  })
})

describe('a file of ours that does not fit', () => {
  it('a plan that was edited by hand is not applied', async () => {
    const world = await startCliWorld()
    await world.write('team.yaml', teamFile())
    await world.run(['plan', 'team.yaml', '--out', 'plan.json'])
    const path = join(world.folder, 'plan.json')
    const text = await readFile(path, 'utf8')
    world.emulator.resetRequests()
    for (const [edited, what] of [
      [text.replace('"every": "day"', '"every": "week"'), 'was edited after it was saved'],
      [text.replace('s3://photos', 's3://theirs'), 'was edited after it was saved'],
      [text.slice(0, -30), 'was cut off or edited, and is no JSON any more'],
      [text.replace('/v1', '/v9'), 'was saved by another version of this command'],
    ] as const) {
      await writeFile(path, edited)
      const run = await world.run(['apply', 'plan.json', '--yes'])
      expectFailure(run, `error: the plan plan.json ${what}`)
      expect(run.messages).toContain('make a new plan with bucket-inventory plan\n')
      expect(run.messages.trim().split('\n')).toHaveLength(1)
    }
    expect(world.emulator.requests()).toBe(0)
  })

  it('a snapshot of another bucket is not put', async () => {
    const world = await startCliWorld()
    await world.emulator.createBucket({ cloud: 'oss', name: 'other' })
    const input = otherInventory('daily', 'oss')
    await world.run(['put', 'oss://photos-cn', '-'], { input })
    const argv = ['put', 'oss://photos-cn', '-', '--snapshot', 'kept.yaml']
    await world.run(argv, { input: input.replace('week', 'day') })
    world.emulator.resetRequests()
    const run = await world.run(['put', 'oss://other', 'kept.yaml'])
    expectFailure(
      run,
      'error: kept.yaml:5:1: kept.yaml is a snapshot of oss://photos-cn, not of oss://other; ',
    )
    expect(world.emulator.requests()).toBe(0)
    expect(await world.run(['put', 'oss://photos-cn', 'kept.yaml'])).toMatchObject({ code: 0 })
  })

  it('a snapshot of the old form is still put, and not restored', async () => {
    const world = await startCliWorld()
    await world.write('old.yaml', `# as it was\n${otherInventory('daily', 's3')}\n`)
    expect(await world.run(['put', 's3://photos', 'old.yaml'])).toMatchObject({ code: 0 })
    expectFailure(await world.run(['restore', 'old.yaml']), 'old.yaml is no snapshot, ')
  })

  it('plans, snapshots and declarations are told apart', async () => {
    const world = await startCliWorld()
    await world.write('team.yaml', teamFile())
    await world.run(['plan', 'team.yaml', '--out', 'plan.json'])
    world.emulator.resetRequests()
    const planned = await world.run(['plan', 'plan.json'])
    expectFailure(planned, 'it is a saved plan: bucket-inventory apply plan.json\n')
    expectFailure(await world.run(['restore', 'plan.json']), 'plan.json is no snapshot')
    expectFailure(await world.run(['put', 's3://photos', 'team.yaml']), 'is no configuration')
    expect(world.emulator.requests()).toBe(0)
  })
})

describe('what goes wrong on the way', () => {
  const several = (...ids: readonly string[]) =>
    JSON.stringify({
      apiVersion: 'bucket-inventory/v1',
      inventories: ids.map((id) => ({
        configuration: { id, schedule: { every: 'day' } },
        at: [
          {
            location: 's3://photos',
            destination: { bucket: 'reports', accountId: '012345678901', format: 'csv' },
          },
        ],
      })),
    })
  const one = (...argv: readonly string[]) => [
    'apply',
    'team.yaml',
    '--yes',
    '--concurrency',
    '1',
    ...argv,
  ]

  it('a bucket that fills up: what fits is there, the rest failed, and the next plan says so', async () => {
    const world = await startCliWorld()
    await world.emulator.createBucket({ cloud: 's3', name: 'small', maxInventories: 3 })
    await world.run(['put', 's3://small', '-'], { input: otherInventory('theirs', 's3') })
    await world.write(
      'team.yaml',
      several('a', 'b', 'c', 'd').replaceAll('s3://photos', 's3://small'),
    )
    const run = await world.run(one('--json'))
    expectFailure(run, 'to do: delete what the bucket does not need; then do it again: ')
    expect(applyOutputSchema.parse(JSON.parse(run.output)).outcomes.slice(0, 4)).toMatchObject([
      { id: 'a', outcome: 'done' },
      { id: 'b', outcome: 'done' },
      { id: 'c', outcome: 'failed', error: { code: 'limit-exceeded' } },
      { id: 'd', outcome: 'failed', error: { code: 'limit-exceeded' } },
    ])
    const planned = await world.run(['plan', 'team.yaml'])
    expect(planned.output).toContain('2 to create, 0 to replace, 0 to delete, 2 unchanged')
  }, 60_000)

  it('credentials that expire: nothing more is tried with them, and it goes on with new ones', async () => {
    const world = await startCliWorld()
    await world.write('team.yaml', several('a', 'b', 'c', 'd'))
    world.emulator.inject({
      operation: 'PutBucketInventoryConfiguration',
      after: 1,
      times: 1000,
      effect: { type: 'error', status: 400, code: 'ExpiredToken' },
    })
    const run = await world.run(one())
    expectFailure(
      run,
      'skipped s3://photos#c, s3://photos#d: the credentials of its connection were refused\n',
    )
    expect(run.output).toMatch(/^1 created, 0 replaced, 0 deleted, 1 failed, 2 skipped\n$/m)
    expect(run.messages).toContain('to do: renew the credentials; then do it again: ')
    world.emulator.resetFaults()
    const again = await world.run(one())
    expect(again).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^3 created, 0 replaced, 0 deleted\n$/m),
    })
  })

  it('a folder that cannot be written: nothing is replaced or deleted', async () => {
    const world = await startCliWorld()
    await world.write('team.yaml', teamFile())
    await world.run(['apply', 'team.yaml', '--yes'])
    await world.run(['put', 's3://photos', '-'], { input: otherInventory('bi-left', 's3') })
    await world.write('team.yaml', teamFile({ every: 'week' }))
    await world.write('taken', '')
    const run = await world.run(['apply', 'team.yaml', '--yes', '--prune', '--snapshots', 'taken'])
    expectFailure(
      run,
      'the inventory was not touched, as the folder taken for its configuration cannot be made: ',
    )
    expect(run.output).toMatch(/^0 created, 0 replaced, 0 deleted, 2 failed, 1 skipped\n$/m)
    for (const place of ['s3://photos#bi-daily', 'oss://photos-cn#bi-daily']) {
      expect((await world.run(['get', place])).output).toContain('every: day')
    }
    expect((await world.run(['get', 's3://photos#bi-left'])).code).toBe(0)
  })

  it('somebody else who changes what is about to be replaced: it stays, and is said', async () => {
    const world = await startCliWorld()
    await world.write('team.yaml', teamFile())
    await world.run(['apply', 'team.yaml', '--yes'])
    await world.write('team.yaml', teamFile({ every: 'week' }))
    const theirs = otherInventory('bi-daily', 's3')
    const applying = world.run(['apply', 'team.yaml'], {
      answers: ['y'],
      // Between the plan and the answer.
      whileAsked: async () => {
        await world.run(['put', 's3://photos', '-'], { input: theirs })
      },
    })
    const run = await applying
    expectFailure(run, 'was changed since the plan in ')
    expect(run.output).toMatch(/^0 created, 1 replaced, 0 deleted, 1 failed\n$/m)
    expect((await world.run(['get', 's3://photos#bi-daily'])).output).toContain('bucket: theirs')
  })
})

it('no secret is printed, saved or kept', async () => {
  const world = await startCliWorld()
  const secret = 'wrong-SECRET-0123456789'
  await world.write('team.yaml', teamFile())
  await world.run(['apply', 'team.yaml', '--yes'])
  await world.write('team.yaml', teamFile({ every: 'week' }))
  const environment = { AWS_SECRET_ACCESS_KEY: secret, OSS_ACCESS_KEY_SECRET: secret }
  for (const argv of [
    ['plan', 'team.yaml'],
    ['plan', 'team.yaml', '--json'],
    ['apply', 'team.yaml', '--yes', '--json'],
    ['migrate', 's3://photos', 'oss://photos-cn', '--dry-run'],
  ]) {
    const run = await world.run(argv, { environment })
    expect(run.code).toBe(1)
    expect(`${run.output}${run.messages}`).toMatch(/signature/i)
    expect(`${run.output}${run.messages}`).not.toContain(secret)
  }
  const right = world.emulator.environment
  await mkdir(join(world.folder, 'kept'))
  await world.run(['plan', 'team.yaml', '--out', 'kept/plan.json'])
  await world.run(['apply', 'kept/plan.json', '--yes', '--snapshots', 'kept'])
  const files = await readdir(join(world.folder, 'kept'))
  expect(files).toHaveLength(3)
  for (const file of files) {
    const text = await readFile(join(world.folder, 'kept', file), 'utf8')
    expect(text).not.toMatch(/secret|accessKey|"?test"?\s*$/im)
    expect(text).not.toContain(right['OSS_ENDPOINT'])
  }
})
