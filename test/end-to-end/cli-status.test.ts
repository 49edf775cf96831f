import { statusOutputSchema } from 'bucket-inventory'
import type { StatusOutput } from 'bucket-inventory'
import { describe, expect, it } from 'vitest'

import { scanTime, startReportsWorld } from './cli-reports-world.ts'
import type { ReportsWorld } from './cli-reports-world.ts'

const hour = 3_600_000
const day = 24 * hour

/** Two clouds with objects and an inventory each, delivered so many times, a day apart. */
async function startDelivered(deliveries: number): Promise<ReportsWorld> {
  const world = await startReportsWorld()
  // What a role may do is not what these are about.
  world.emulator.setSwitches({ ossRoles: 'any' })
  for (const cloud of [world.clouds.s3, world.clouds.oss]) {
    await world.fill(cloud, { a: 1, b: 2 })
    for (let number = 0; number < deliveries; number++) {
      world.setTime(scanTime + number * day)
      if (number > 0) await cloud.put(cloud.source, `more/${'x'.repeat(number * 40)}`, 'x')
      await world.deliver(cloud)
    }
  }
  return world
}

const places = ['s3://photos', 'oss://photos-cn']

async function statusOf(
  world: ReportsWorld,
  argv: readonly string[],
  options: Parameters<ReportsWorld['run']>[1] = {},
): Promise<StatusOutput & { readonly code: number }> {
  const { code, output } = await world.run(['status', ...argv, '--json'], options)
  return { code, ...statusOutputSchema.parse(JSON.parse(output)) }
}

function states({ inventories, code }: StatusOutput & { readonly code: number }) {
  const of = inventories.map(({ location, id, state }) => [`${location}#${id}`, state])
  return { code, ...Object.fromEntries(of) }
}

it('says when reports were delivered, how large they are, and by when the next is expected', async () => {
  const world = await startDelivered(2)
  const now = scanTime + day + 5 * hour
  expect(await world.run(['status', ...places], { now })).toStrictEqual({
    code: 0,
    output: expect.stringMatching(
      /^INVENTORY +STATE +LAST DELIVERY +AGE +EXPECTED BY +FILES +SIZE +TREND +VERIFIED\ns3:\/\/photos#daily +delivered +2026-11-21T01:00:00Z +5 h +2026-11-24T01:00:00Z +1 +\d+ B +\+\d+ % +yes\noss:\/\/photos-cn#daily +delivered +2026-11-21T01:00:00Z +5 h +2026-11-\d\dT16:00:00Z +1 +\d+ B +\+\d+ % +yes\n$/,
    ),
    messages: '2 inventories: 2 delivered\n',
  })
})

it('tells by the clock what is late and what is stale, and puts the worst first', async () => {
  const world = await startDelivered(1)
  const [s3, oss] = ['s3://photos#daily', 'oss://photos-cn#daily']
  const at = async (days: number) => {
    const now = scanTime + days * day
    return states(await statusOf(world, [...places, '--no-checks'], { now }))
  }
  expect(await at(1)).toStrictEqual({ code: 0, [s3]: 'delivered', [oss]: 'delivered' })
  expect(await at(2)).toStrictEqual({ code: 2, [s3]: 'delivered', [oss]: 'late' })
  expect(await at(3.5)).toStrictEqual({ code: 2, [s3]: 'late', [oss]: 'stale' })
  expect(await at(9)).toStrictEqual({ code: 2, [s3]: 'stale', [oss]: 'stale' })
  const { output } = await world.run(['status', ...places, '--no-checks'], {
    now: scanTime + 3.5 * day,
  })
  const [, first, second] = output.split('\n')
  expect([first, second]).toStrictEqual([
    expect.stringMatching(/^oss:.* stale /),
    expect.stringMatching(/^s3:.* late /),
  ])
  expect(output).toMatch(
    /\ns3:\/\/photos#daily: late\n {2}the last report is of 2026-11-20T01:00:00Z/,
  )
})

describe('an inventory without any report', () => {
  it('cannot be told, unless somebody says since when it stands', async () => {
    const world = await startReportsWorld()
    await world.fill(world.clouds.s3, {})
    const argv = ['s3://photos', '--no-checks']
    const since = (time: string) => statusOf(world, [...argv, '--since', time])
    expect(states(await statusOf(world, argv))).toStrictEqual({
      code: 3,
      's3://photos#daily': 'none',
    })
    expect(states(await since('2026-11-20T14:00:00Z'))).toMatchObject({
      code: 0,
      's3://photos#daily': 'waiting',
    })
    expect(states(await since('2026-11-19T12:00:00Z'))).toMatchObject({
      code: 2,
      's3://photos#daily': 'never',
    })
  })

  it('is known by the journal of whoever wrote it', async () => {
    const world = await startReportsWorld()
    const environment = { BUCKET_INVENTORY_JOURNAL: 'journal' }
    const input = world.clouds.s3.configuration()
    const now = scanTime
    await world.run(['put', 's3://photos', '-'], { input, environment, now })
    const argv = ['s3://photos', '--no-checks']
    const at = async (time: number, more: readonly string[] = [], own = environment) =>
      states(await statusOf(world, [...argv, ...more], { environment: own, now: time }))
    const photos = 's3://photos#daily'
    expect(await at(now + 47 * hour)).toStrictEqual({ code: 0, [photos]: 'waiting' })
    expect(await at(now + 49 * hour)).toStrictEqual({ code: 2, [photos]: 'never' })
    const none = { BUCKET_INVENTORY_JOURNAL: '' }
    expect(await at(now + 49 * hour, [], none)).toStrictEqual({ code: 3, [photos]: 'none' })
    expect(await at(now + 49 * hour, ['--journal', 'journal'], none)).toMatchObject({ code: 2 })
  })

  it('skips lines of the journal that are none, and says so', async () => {
    const world = await startReportsWorld()
    const environment = { BUCKET_INVENTORY_JOURNAL: 'journal' }
    const input = world.clouds.s3.configuration()
    await world.write('journal', 'nonsense\n\n{"time":1}\n')
    await world.run(['put', 's3://photos', '-'], { input, environment })
    const { code, messages } = await world.run(['status', 's3://photos', '--no-checks'], {
      environment,
    })
    expect(code).toBe(0)
    expect(messages).toMatch(
      /^warning: 2 lines of the journal \S+ cannot be read, and were skipped\n/,
    )
  })

  it('is silent on OSS where a look shows that nothing matches', async () => {
    const world = await startReportsWorld()
    await world.fill(world.clouds.oss, { 'other/a': 1 }, { filter: { prefix: 'logs/' } })
    const argv = ['oss://photos-cn', '--no-checks', '--since', '2026-11-10T00:00:00Z']
    expect(states(await statusOf(world, argv))).toMatchObject({ 'oss://photos-cn#daily': 'never' })
    expect(states(await statusOf(world, [...argv, '--look']))).toStrictEqual({
      code: 0,
      'oss://photos-cn#daily': 'silent',
    })
    const { output } = await world.run(['status', ...argv, '--look'])
    expect(output).toContain('oss://photos-cn#daily: silent\n')
  })

  it('is well where it is switched off', async () => {
    const world = await startReportsWorld()
    await world.fill(world.clouds.s3, {}, { enabled: false })
    expect(states(await statusOf(world, ['s3://photos#daily']))).toStrictEqual({
      code: 0,
      's3://photos#daily': 'disabled',
    })
  })
})

it('finds what is declared and missing, and what is not as declared', async () => {
  const world = await startDelivered(1)
  const declared = (id: string) =>
    JSON.stringify({ ...JSON.parse(world.clouds.s3.configuration()), id, fields: ['size'] })
  await world.write(
    'team.yaml',
    `apiVersion: bucket-inventory/v1
inventories:
  - { configuration: ${declared('daily')}, at: [{ location: "s3://photos" }] }
  - { configuration: ${declared('other')}, at: [{ location: "s3://photos" }] }
`,
  )
  const { code, inventories, summary } = await statusOf(world, ['team.yaml', '--no-checks'])
  expect({ code, summary }).toMatchObject({ code: 2, summary: { drifted: 1, isWell: false } })
  expect(inventories).toMatchObject([
    { id: 'other', state: 'missing' },
    { id: 'daily', state: 'delivered', drift: [{ path: 'fields' }] },
  ])
  const { output } = await world.run(['status', 'team.yaml', '--no-checks'])
  expect(output).toMatch(/\ns3:\/\/photos#daily: delivered\n {2}not as declared: fields: /)
})

it('says that a manifest is not what its checksum says', async () => {
  const world = await startDelivered(1)
  const { s3 } = world.clouds
  const key = 'inv/photos/daily/2026-11-20T01-00Z/manifest.json'
  const manifest = await s3.get('reports', key)
  await s3.put('reports', key, manifest.toString().replace('"files"', ' "files"'))
  const { code, output } = await world.run(['status', 's3://photos', '--no-checks'])
  expect(code).toBe(2)
  expect(output).toMatch(/s3:\/\/photos#daily +delivered .* no\n/)
  expect(output).toContain(`the manifest ${key} is not as it should be`)
})

it('looks where reports went before, by the journal', async () => {
  const world = await startReportsWorld()
  await world.emulator.createBucket({ cloud: 's3', name: 'audit' })
  const { s3 } = world.clouds
  const environment = { BUCKET_INVENTORY_JOURNAL: 'journal' }
  for (const destination of [{}, { bucket: 'audit' }]) {
    const input = s3.configuration({}, destination)
    await world.run(['put', 's3://photos', '-'], { input, environment })
    if (Object.keys(destination).length === 0) await world.deliver(s3)
  }
  const { inventories } = await statusOf(world, ['s3://photos', '--no-checks'], { environment })
  expect(inventories).toMatchObject([{ state: 'waiting', earlier: [{ bucket: 'reports' }] }])
})

it('prints OpenMetrics and nothing else', async () => {
  const world = await startDelivered(1)
  const now = scanTime + 2 * day
  const { code, output, messages } = await world.run(['status', ...places, '--openmetrics'], {
    now,
  })
  expect(code).toBe(2)
  expect(messages).toBe('')
  const lines = output.trimEnd().split('\n')
  expect(lines.at(-1)).toBe('# EOF')
  expect(lines).toContain(
    'bucket_inventory_last_delivery_timestamp_seconds{provider="aws-s3",location="s3://photos",bucket="photos",inventory="daily"} 1795136400',
  )
  expect(lines).toContain(`bucket_inventory_scrape_timestamp_seconds ${now / 1000}`)
})

it.each([
  [['s3://photos', '--json', '--openmetrics'], '--openmetrics and --json are two formats'],
  [['s3://photos', '--resume'], '--resume goes on with a file: name it with --save'],
  [['s3://photos', '--concurrency', '0'], '--concurrency takes a whole number from 1 to 256'],
  [['s3://photos', '--since', 'yesterday'], '--since takes a time with its offset'],
  [
    ['s3://reports/photos/daily/2026-11-20T01-00Z/manifest.json'],
    'names no inventory but an object',
  ],
  [['s3://photos', 'team.yaml'], '"team.yaml" is a file, and a file is given alone'],
  [['gs://photos'], 'no provider has the scheme "gs"'],
])('refuses %j as wrong use', async (argv, message) => {
  const world = await startReportsWorld()
  const { code, messages } = await world.run(['status', ...argv])
  expect(code).toBe(64)
  expect(messages).toContain(message)
})

it('cannot tell of a bucket that is not there, or may not be seen', async () => {
  const world = await startReportsWorld()
  world.emulator.inject({
    operation: 'ListBucketInventoryConfigurations',
    bucket: 'photos',
    times: 100,
    effect: { type: 'error', status: 403, code: 'AccessDenied' },
  })
  for (const place of ['s3://nowhere', 's3://photos']) {
    const { code, output, messages } = await world.run(['status', place])
    expect({ code, messages }).toStrictEqual({ code: 3, messages: '1 inventory: 1 unknown\n' })
    expect(output).toMatch(new RegExp(`^INVENTORY .*\n${place} +unknown\n\n${place}: unknown\n  `))
    const doctor = await world.run(['doctor', place])
    expect(doctor.code).toBe(3)
    expect(doctor.output).toMatch(new RegExp(`^${place}: nobody can tell\n  `))
  }
})

it('prints the same when it is gone on with', async () => {
  const world = await startDelivered(2)
  world.emulator.inject({
    cloud: 'oss',
    operation: 'ListObjectsV2',
    times: 100,
    effect: { type: 'error', status: 403, code: 'AccessDenied' },
  })
  const argv = ['status', ...places, '--save', 'kept', '--json']
  const first = await world.run(argv)
  const { inventories } = statusOutputSchema.parse(JSON.parse(first.output))
  expect({ code: first.code, inventories }).toMatchObject({
    code: 3,
    inventories: [
      { state: 'unknown', error: { code: 'permission-denied', service: { status: 403 } } },
      { state: 'delivered', previous: { bucket: 'reports' } },
    ],
  })
  world.emulator.resetRequests()
  expect(await world.run([...argv, '--resume'])).toStrictEqual(first)
  expect(world.emulator.requests()).toBe(0)
})

it('takes no configuration, which does not say of which bucket', async () => {
  const world = await startReportsWorld()
  await world.write('daily.json', world.clouds.s3.configuration())
  const { code, messages } = await world.run(['status', 'daily.json'])
  expect({ code, messages }).toStrictEqual({
    code: 64,
    messages:
      'error: daily.json is a configuration, which does not say of which bucket: name the inventory, as in s3://photos#daily\n',
  })
})

it('says of a file that is not there, and of a folder, what is wrong', async () => {
  const world = await startReportsWorld()
  for (const argv of [['none.yaml'], ['.'], ['s3://photos', '--journal', 'none']]) {
    const { code, messages } = await world.run(['status', ...argv])
    expect(code).toBe(1)
    expect(messages).toMatch(/^error: .*(does not exist|is a folder)/)
  }
})
