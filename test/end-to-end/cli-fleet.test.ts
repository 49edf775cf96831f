import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { accessOutputSchema, doctorOutputSchema, statusOutputSchema } from 'bucket-inventory'
import { expect, it } from 'vitest'

import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'

const account = '000000000000'

function team(select: string): string {
  return `apiVersion: bucket-inventory/v1
connections:
  main: { provider: aws-s3, region: us-east-1 }
inventories:
  - configuration: { id: bi-daily, schedule: { every: day }, fields: [size] }
    at:
      - select: { connection: main, ${select} }
        destination: { bucket: reports, prefix: inv, accountId: "${account}", format: csv }
`
}

async function startFleet(buckets: number): Promise<CliWorld> {
  const world = await startCliWorld()
  await world.emulator.createBucket({ cloud: 's3', name: 'reports' })
  for (let number = 0; number < buckets; number++) {
    const name = `logs-${String(number).padStart(4, '0')}`
    await world.emulator.createBucket({ cloud: 's3', name })
  }
  await world.write('team.yaml', team('name: "logs-*"'))
  return world
}

it('asks before it goes on with more buckets than anybody may have meant', async () => {
  const world = await startFleet(2001)
  const { emulator } = world
  const looks = () => emulator.requests() - emulator.requests({ operation: 'ListBuckets' })
  for (const command of ['plan', 'doctor']) {
    const no = await world.run([command, 'team.yaml'], { answers: ['no'] })
    expect(no).toMatchObject({ code: 1, output: '' })
    expect(no.messages).toBe(
      `inventories[0].at[0].select selects 2,001 buckets: names logs-* of main
Go on with 2,001 buckets? [y/N] error: nothing was looked at: 2,001 buckets are more than are meant
`,
    )
  }
  for (const command of ['apply', 'access', 'status']) {
    const nobody = await world.run([command, 'team.yaml'])
    expect(nobody).toMatchObject({ code: 64, output: '' })
    expect(nobody.messages).toMatch(
      /error: the declaration selects 2,001 buckets, and nobody can be asked here whether they are meant; add --yes\n$/,
    )
  }
  expect(looks()).toBe(0)
  const argv = ['access', 'team.yaml', '--yes', '--json', '--kind', 'bucket-policy']
  const { code, output } = await world.run(argv)
  expect(code).toBe(0)
  const { documents } = accessOutputSchema.parse(JSON.parse(output))
  expect(documents).toHaveLength(1)
  expect(output.match(/arn:aws:s3:::logs-/g)).toHaveLength(2001)
})

it('says where in the file a pattern is written that matches nothing', async () => {
  const world = await startFleet(1)
  await world.write('team.yaml', team('name: "lgos-*"'))
  for (const command of ['plan', 'access', 'doctor', 'status']) {
    const { code, messages } = await world.run([command, 'team.yaml'])
    expect(code).toBe(1)
    expect(messages).toMatch(/^team\.yaml:7:\d+: inventories\[0\]\.at\[0\]\.select.*lgos-\*/)
  }
})

it('goes over every bucket that is selected, however often the service throttles', async () => {
  const world = await startFleet(25)
  const { emulator } = world
  await world.run(['apply', 'team.yaml', '--yes'])
  emulator.inject({
    operation: 'ListBucketInventoryConfigurations',
    every: 4,
    times: 1000,
    effect: { type: 'error', status: 503, code: 'SlowDown' },
  })
  const environment = { AWS_MAX_ATTEMPTS: '1' }
  const names = Array.from({ length: 25 }, (_, index) => `logs-${String(index).padStart(4, '0')}`)
  const doctor = await world.run(['doctor', 'team.yaml', '--json'], { environment })
  const checked = doctorOutputSchema.parse(JSON.parse(doctor.output))
  expect(checked.inventories.map(({ location }) => location)).toStrictEqual(
    names.map((name) => `s3://main@${name}?region=us-east-1`),
  )
  // None has a destination policy yet.
  expect({ code: doctor.code, summary: checked.summary }).toMatchObject({
    code: 2,
    summary: { failure: 25 },
  })
  const argv = ['status', 'team.yaml', '--json', '--no-checks', '--since', '2026-11-21T12:00:00Z']
  const status = await world.run(argv, { environment })
  const { inventories, summary } = statusOutputSchema.parse(JSON.parse(status.output))
  expect(inventories.map(({ location }) => location)).toStrictEqual(
    names.map((name) => `s3://main@${name}?region=us-east-1`),
  )
  expect({ code: status.code, summary }).toMatchObject({
    code: 0,
    summary: { states: { waiting: 25 } },
  })
})

it('goes on without a connection whose buckets cannot be listed, says so once, and plans nothing', async () => {
  const world = await startFleet(3)
  const other = 'other: { provider: aws-s3, roles: ["arn:aws:iam::999999999999:role/none"] }'
  const text = team('name: "logs-*"')
    .replace('inventories:', `  ${other}\ninventories:`)
    .replace('select: { connection: main', 'select: { connection: "*"')
  await world.write('team.yaml', text)
  const why = 'error: the buckets of the connection "other" cannot be listed: role '
  for (const [command, code] of [
    ['plan', 1],
    ['doctor', 2],
    ['status', 2],
    ['access', 1],
  ] as const) {
    const said = await world.run([command, 'team.yaml'])
    expect({ command, code: said.code }).toStrictEqual({ command, code })
    expect(said.messages.split(why)).toHaveLength(2)
    expect(said.output === '').toBe(command === 'plan')
  }
  const doctor = await world.run(['doctor', 'team.yaml', '--json'])
  expect(doctorOutputSchema.parse(JSON.parse(doctor.output))).toMatchObject({
    summary: { failure: 3 },
    unlisted: [{ connection: 'other', error: { code: 'permission-denied' } }],
  })
  const writes = world.emulator.requests({ operation: 'PutBucketPolicy' })
  const applied = await world.run(['access', 'team.yaml', '--apply', '--yes'])
  expect(applied.code).toBe(1)
  expect(applied.messages).toContain('not applied: nothing was changed')
  expect(world.emulator.requests({ operation: 'PutBucketPolicy' })).toBe(writes)
})

it('cannot tell of a fleet of which no bucket can be listed', async () => {
  const world = await startFleet(1)
  world.emulator.inject({
    operation: 'ListBuckets',
    times: 1000,
    effect: { type: 'error', status: 403, code: 'AccessDenied' },
  })
  for (const command of ['plan', 'doctor', 'status', 'access']) {
    const { code, output, messages } = await world.run([command, 'team.yaml'])
    expect({ command, code, output }).toStrictEqual({ command, code: 1, output: '' })
    expect(messages).toMatch(/^error: the buckets of the connection "main" cannot be listed: /)
  }
})

it('keeps of many buckets those that are through, and goes on with the others', async () => {
  const world = await startFleet(130)
  const { emulator } = world
  const argv = ['doctor', 'team.yaml', '--save', 'done.ndjson']
  const interrupt = new AbortController()
  // The last of them are looked at when those before are done.
  emulator.inject({
    operation: 'ListBucketInventoryConfigurations',
    bucket: 'logs-0129',
    effect: { type: 'hang' },
  })
  const broken = world.run(argv, { signal: interrupt.signal })
  await emulator.waitForHeld(1)
  interrupt.abort()
  expect((await broken).code).toBe(130)
  const done =
    (await readFile(join(world.folder, 'done.ndjson'), 'utf8')).match(/^\{"done":/gm) ?? []
  expect(done).toHaveLength(100)
  emulator.resetFaults()
  emulator.resetRequests()
  const all = await world.run([...argv, '--resume', '--json'])
  const { inventories } = doctorOutputSchema.parse(JSON.parse(all.output))
  expect(new Set(inventories.map(({ location }) => location)).size).toBe(130)
  expect(emulator.requests({ operation: 'ListBucketInventoryConfigurations' })).toBe(30)
})
