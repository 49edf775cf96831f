import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { doctorOutputSchema } from 'bucket-inventory'
import type { DoctorOutput } from 'bucket-inventory'
import { describe, expect, it } from 'vitest'

import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'

const account = '000000000000'

function daily(destination: object = {}): object {
  return {
    id: 'daily',
    schedule: { every: 'day' },
    fields: ['size'],
    destination: {
      bucket: 'reports',
      prefix: 'inv',
      accountId: account,
      format: 'csv',
      ...destination,
    },
  }
}

async function startDoctorWorld(): Promise<CliWorld> {
  const world = await startCliWorld()
  await world.emulator.createBucket({ cloud: 's3', name: 'reports' })
  await world.write('daily.json', JSON.stringify(daily()))
  return world
}

async function diagnosed(
  world: CliWorld,
  argv: readonly string[],
): Promise<DoctorOutput & { readonly code: number }> {
  const { code, output } = await world.run(['doctor', ...argv, '--json'])
  return { code, ...doctorOutputSchema.parse(JSON.parse(output)) }
}

describe('whether reports will be delivered', () => {
  it('is said before the configuration is put, and after access was set up', async () => {
    const world = await startDoctorWorld()
    const file = ['daily.json', '--at', 's3://photos']
    const before = await diagnosed(world, file)
    expect(before).toMatchObject({
      code: 2,
      inventories: [{ location: 's3://photos', id: 'daily', of: 'declared', verdict: 'failure' }],
      summary: { ok: 0, warning: 0, failure: 1, unknown: 0 },
    })
    expect(before.inventories[0]?.checks).toContainEqual(
      expect.objectContaining({ name: 'destination-policy-allows', state: 'failure' }),
    )
    await world.run(['access', ...file, '--apply', '--yes'])
    expect(await diagnosed(world, file)).toMatchObject({ code: 0, summary: { failure: 0 } })
    await world.run(['put', 's3://photos', 'daily.json'])
    expect(await diagnosed(world, ['s3://photos'])).toMatchObject({
      code: 0,
      inventories: [{ of: 'stored', verdict: 'warning' }],
    })
    expect(await world.emulator.deliver('s3', 'photos', 'daily')).toMatchObject({
      delivered: true,
    })
  })

  it('is shown with every check of one inventory, the worst first, and what to do', async () => {
    const world = await startDoctorWorld()
    await world.run(['put', 's3://photos', 'daily.json'])
    const { code, output, messages } = await world.run(['doctor', 's3://photos#daily'])
    expect(code).toBe(2)
    expect(output).toMatch(
      /^s3:\/\/photos#daily: will not be delivered\n {2}failure {2}destination-policy-allows: .*\n {11}fix: .*\n {11}\{"Sid".*\n {2}warning {2}/,
    )
    expect(output).toContain('\n  ok       source-bucket: bucket "photos" exists')
    expect(messages).toBe(
      "1 inventory: 1 will not be delivered\nwhat is missing is shown, asked about and written by\n  bucket-inventory access 's3://photos#daily' --apply --kind bucket-policy\n",
    )
  })

  it('is shown without what is as it should be, unless all is asked for', async () => {
    const world = await startDoctorWorld()
    await world.run(['put', 's3://photos', 'daily.json'])
    await world.emulator.createBucket({ cloud: 's3', name: 'videos' })
    await world.run(['put', 's3://videos', 'daily.json'])
    const some = await world.run(['doctor', 's3://photos', 's3://videos'])
    expect(some.output).toMatch(
      /^s3:\/\/photos#daily: will not be delivered\n.*\ns3:\/\/videos#daily: will not be delivered, as s3:\/\/photos#daily\n$/s,
    )
    expect(some.output).not.toContain('  ok ')
    const all = await world.run(['doctor', 's3://photos', 's3://videos', '--all'])
    expect(all.output).toContain('  ok ')
  })

  it('cannot be told where a decisive call is not allowed', async () => {
    const world = await startDoctorWorld()
    await world.run(['put', 's3://photos', 'daily.json'])
    await world.run(['access', 's3://photos', '--apply', '--yes'])
    world.emulator.inject({
      operation: 'GetBucketPolicy',
      times: 100,
      effect: { type: 'error', status: 403, code: 'AccessDenied' },
    })
    expect(await diagnosed(world, ['s3://photos'])).toMatchObject({
      code: 3,
      summary: { failure: 0, unknown: 1 },
    })
  })

  it('is said of a place whose bucket is not there', async () => {
    const world = await startDoctorWorld()
    const { code, inventories } = await diagnosed(world, ['s3://nowhere#daily'])
    expect({ code, inventories }).toMatchObject({
      code: 3,
      inventories: [{ id: 'daily', verdict: 'unknown', error: { code: 'not-found' } }],
    })
  })
})

describe('a file of what is done', () => {
  const names = ['one', 'two', 'three', 'four']
  const places = names.map((name) => `s3://${name}`)

  /** Buckets with an inventory each, all delivered to buckets of their own. */
  async function startSeveral(): Promise<CliWorld> {
    const world = await startCliWorld()
    for (const name of names) {
      await world.emulator.createBucket({ cloud: 's3', name })
      await world.emulator.createBucket({ cloud: 's3', name: `${name}-reports` })
      const input = JSON.stringify(daily({ bucket: `${name}-reports` }))
      await world.run(['put', `s3://${name}`, '-'], { input })
    }
    world.emulator.resetRequests()
    return world
  }

  const argv = ['doctor', ...places, '--save', 'done.ndjson', '--concurrency', '1', '--json']

  it('is gone on with after an interruption, and printed whole', async () => {
    const world = await startSeveral()
    const { emulator } = world
    const interruption = new AbortController()
    emulator.inject({
      operation: 'GetBucketPolicy',
      bucket: 'four-reports',
      effect: { type: 'hang' },
    })
    const running = world.run(argv, { signal: interruption.signal })
    await emulator.waitForHeld(1)
    interruption.abort()
    expect(await running).toMatchObject({ code: 130, output: '' })
    const path = join(world.folder, 'done.ndjson')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const kept = (await readFile(path, 'utf8')).trimEnd().split('\n')
    expect(JSON.parse(kept[0] ?? '')).toMatchObject({ kind: 'doctor', places })
    expect(kept.filter((line) => line.includes('"id":"daily"'))).toHaveLength(3)
    // As after a loss of power.
    await writeFile(path, '{"location":"s3://thr', { flag: 'a' })
    emulator.resetFaults()
    emulator.resetRequests()
    const { code, output } = await world.run([...argv, '--resume'])
    expect(code).toBe(2)
    const { inventories } = doctorOutputSchema.parse(JSON.parse(output))
    expect(inventories.map(({ location }) => location)).toStrictEqual(places)
    expect(emulator.requests({ bucket: 'one-reports' })).toBe(0)
    expect(emulator.requests({ bucket: 'four-reports' })).toBeGreaterThan(0)
    emulator.resetRequests()
    const again = await world.run([...argv, '--resume'])
    expect(again).toMatchObject({ code: 2, output })
    expect(emulator.requests()).toBe(0)
  })

  it('is refused where it is there already, or of something else', async () => {
    const world = await startSeveral()
    await world.run(['doctor', 's3://one', '--save', 'done.ndjson'])
    const before = await readFile(join(world.folder, 'done.ndjson'), 'utf8')
    world.emulator.resetRequests()
    for (const [more, message] of [
      [['s3://one'], 'done.ndjson is there already: give --resume to go on with it'],
      [['s3://two', '--resume'], 'done.ndjson does not hold what is asked for here'],
      [['s3://one', '--account', '111122223333', '--resume'], 'does not hold what is asked for'],
    ] as const) {
      const run = await world.run(['doctor', ...more, '--save', 'done.ndjson'])
      expect(run).toMatchObject({ code: 1, output: '' })
      expect(run.messages).toContain(message)
    }
    const status = await world.run(['status', 's3://one', '--save', 'done.ndjson', '--resume'])
    expect(status.code).toBe(1)
    expect(world.emulator.requests()).toBe(0)
    expect(await readFile(join(world.folder, 'done.ndjson'), 'utf8')).toBe(before)
  })

  it('says where it cannot be written', async () => {
    const world = await startSeveral()
    const run = await world.run(['doctor', 's3://one', '--save', 'nowhere/done.ndjson'])
    expect(run).toMatchObject({ code: 1 })
    expect(run.messages).toMatch(/^error: nowhere\/done.ndjson cannot be written: ENOENT/)
  })
})
