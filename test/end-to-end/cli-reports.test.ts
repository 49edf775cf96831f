import {
  deliverOutputSchema,
  errorOutputSchema,
  reportsOutputSchema,
  verifyOutputSchema,
} from 'bucket-inventory'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'

import { commandTime, scanTime, startReportsWorld } from './cli-reports-world.ts'

const day = 24 * 3_600_000

/** What is read here of a manifest, of either cloud. */
const manifestSchema = z.object({ files: z.array(z.object({ key: z.string() })) })

describe.each(['s3', 'oss'] as const)('on %s', (name) => {
  it('lists what was delivered, newest first, and by when the next is expected', async () => {
    const world = await startReportsWorld()
    const cloud = world.clouds[name]
    await world.fill(cloud, { 'a/1': 1, 'a/2': 20, b: 300 })
    const none = await world.run(['reports', cloud.inventory])
    expect(none).toStrictEqual({
      code: 0,
      output: '',
      messages: `bucket ${cloud.destination} has no report of ${cloud.inventory} yet\n`,
    })

    await world.deliver(cloud)
    world.setTime(scanTime + day)
    const manifestKey = await world.deliver(cloud, { rowsPerFile: 2 })
    const listed = await world.run(['reports', cloud.inventory])
    expect(listed.code).toBe(0)
    const lines = listed.output.split('\n')
    expect(lines[0]).toMatch(/^TIME +STATE +FORMAT +FILES +SIZE +ROWS +AGE$/)
    expect(lines[1]).toMatch(/^2026-11-21T01:00:00Z +complete +csv +2 +\d+ B +11 h$/)
    expect(lines[2]).toMatch(/^2026-11-20T01:00:00Z +complete +csv +1 +\d+ B +35 h$/)
    expect(listed.messages).toMatch(
      /^the next report is expected by 2026-11-2(?:4T01|2T16):00:00Z\n$/,
    )

    const { output } = await world.run(['reports', cloud.inventory, '--limit', '1', '--json'])
    const document = reportsOutputSchema.parse(JSON.parse(output))
    const [scheme] = cloud.inventory.split(':')
    const manifest = `${scheme}://${cloud.destination}/${manifestKey}`
    expect(document).toMatchObject({
      location: `${scheme}://${cloud.source}`,
      id: 'daily',
      kind: 'full',
      reports: [{ time: '2026-11-21T01:00:00Z', state: 'complete', manifest, files: 2 }],
      overdue: false,
    })
    expect(document.reports).toHaveLength(1)

    world.setTime(commandTime)
    const verified = await world.run(['verify', manifest])
    expect(verified).toMatchObject({ code: 0, messages: '' })
    expect(verified.output).toMatch(/: 2 files, 3 rows, \d+ bytes\n$/)
    const whole = await world.run([
      'verify',
      cloud.inventory,
      '--at',
      '2026-11-20T23:00:00Z',
      '--json',
    ])
    expect(verifyOutputSchema.parse(JSON.parse(whole.output))).toMatchObject({
      time: '2026-11-20T01:00:00Z',
      format: 'csv',
      files: 1,
      rows: 3,
    })
  })

  it.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
    [
      'is cut off',
      (bytes) => bytes.subarray(0, 40),
      /error: data file ".*" (ends after 40 of the \d+ bytes|is not there)/,
    ],
    [
      'has one other bit',
      (bytes) => {
        const changed = Buffer.from(bytes)
        changed.writeUInt8(changed.readUInt8(30) ^ 1, 30)
        return changed
      },
      /error: data file ".*" (is no gzip data at byte \d+|has the MD5 [0-9a-f]{32}, not )/,
    ],
  ])('says which file %s, and exits 1', async (_, change, message) => {
    const world = await startReportsWorld()
    const cloud = world.clouds[name]
    await world.fill(cloud, { a: 1, b: 2 })
    const manifest: unknown = JSON.parse(
      String(await cloud.get(cloud.destination, await world.deliver(cloud))),
    )
    const { files } = manifestSchema.parse(manifest)
    const [{ key } = { key: '' }] = files
    await cloud.put(cloud.destination, key, change(await cloud.get(cloud.destination, key)))

    const told = await world.run(['verify', cloud.inventory])
    expect(told).toMatchObject({ code: 1, output: '' })
    expect(told.messages).toMatch(message)
    expect(told.messages).toContain(key)
    const { code, output } = await world.run(['verify', cloud.inventory, '--json'])
    expect(code).toBe(1)
    expect(errorOutputSchema.parse(JSON.parse(output))).toMatchObject({
      error: { code: 'corrupt-report', position: { file: key } },
    })
  })

  it('tells what is being delivered, and what cannot be read, from what is there', async () => {
    const world = await startReportsWorld()
    const cloud = world.clouds[name]
    await world.fill(cloud, { a: 1 })
    await world.deliver(cloud)
    const folder = (key: string) => key.slice(0, key.lastIndexOf('/'))
    world.setTime(scanTime + day)
    const broken = await world.deliver(cloud)
    world.setTime(scanTime + 2 * day)
    const unfinished = folder(await world.deliver(cloud))
    const last = name === 's3' ? 'manifest.checksum' : 'manifest.json'
    await cloud.remove(cloud.destination, `${unfinished}/${last}`)
    await cloud.put(cloud.destination, broken, '[]')

    const listed = await world.run(['reports', cloud.inventory])
    expect(listed.code).toBe(1)
    expect(listed.output).toMatch(/\n2026-11-22T01:00:00Z +in-progress +0 s\n/)
    expect(listed.output).toMatch(/\n2026-11-21T01:00:00Z +unreadable +11 h\n/)
    expect(listed.output).toMatch(/\n2026-11-20T01:00:00Z +complete +csv +1 /)
    expect(listed.messages).toContain(`error: manifest "${broken}"`)

    const { output } = await world.run(['reports', cloud.inventory, '--json'])
    expect(reportsOutputSchema.parse(JSON.parse(output)).reports).toMatchObject([
      { state: 'in-progress' },
      { state: 'complete', error: { code: 'corrupt-report' } },
      { state: 'complete', files: 1 },
    ])
    const place = `${name}://${cloud.destination}/${unfinished}/`
    const early = await world.run(['verify', place])
    expect(early).toMatchObject({ code: 1, output: '' })
    expect(early.messages).toContain('still being delivered')
  })
})

it('says when a report is overdue', async () => {
  const world = await startReportsWorld()
  const { s3 } = world.clouds
  world.setTime(scanTime - 10 * day)
  await world.fill(s3, { a: 1 })
  await world.deliver(s3)
  expect(await world.run(['reports', s3.inventory])).toMatchObject({
    code: 0,
    messages: 'overdue: the next report was expected by 2026-11-13T01:00:00Z\n',
  })
})

it.each([
  [['reports', 's3://photos'], 'names no inventory'],
  [['reports', 's3://photos#daily', '--limit', '0'], '--limit takes a whole number from 1'],
  [['reports', 's3://photos#daily', '--kind', 'all'], '--kind cannot be "all"'],
  [['verify', 's3://photos'], '"s3://photos" names no report: add the id of an inventory'],
  [['verify', 'photos'], 'is no place'],
  [['verify', 's3://photos#daily', '--at', 'yesterday'], '--at takes a time with its offset'],
  [['verify', 's3://reports/x/manifest.json', '--at', '2026-11-20T01:00:00Z'], 'is one report'],
])('takes %j for wrong use', async (argv, message) => {
  const world = await startReportsWorld()
  const { code, output, messages } = await world.run(argv)
  expect({ code, output }).toStrictEqual({ code: 64, output: '' })
  expect(messages).toContain(message)
  expect(world.emulator.requests()).toBe(0)
})

describe('emulator deliver', () => {
  it('delivers, and prints the place of the manifest', async () => {
    const world = await startReportsWorld()
    const { oss } = world.clouds
    await world.fill(oss, { a: 1, b: 2, c: 3 })
    const argv = ['emulator', 'deliver', oss.inventory, '--rows-per-file', '2']
    const delivered = await world.run([...argv, '--emulator', world.emulator.admin])
    expect(delivered).toMatchObject({ code: 0, messages: '' })
    expect(delivered.output).toMatch(
      /^oss:\/\/reports-cn\/inv\/photos-cn\/daily\/.*\/manifest\.json\n$/,
    )
    const verified = await world.run(['verify', delivered.output.trim()])
    expect(verified.output).toContain(': 2 files, 3 rows, ')
    const environment = { BUCKET_INVENTORY_EMULATOR: world.emulator.admin }
    const { output } = await world.run([...argv, '--json'], { environment })
    expect(deliverOutputSchema.parse(JSON.parse(output))).toMatchObject({ delivered: true })
  })

  it('says why the service would not deliver, and exits 1', async () => {
    const world = await startReportsWorld()
    const { s3 } = world.clouds
    await world.fill(s3, { a: 1 })
    world.emulator.setSwitches({ s3DeliveryPolicy: 'checked' })
    const argv = ['emulator', 'deliver', s3.inventory, '--emulator', world.emulator.admin]
    const reason = 'the policy of bucket "reports" does not let s3.amazonaws.com put '
    const refused = await world.run(argv)
    expect(refused).toMatchObject({ code: 1, output: '' })
    expect(refused.messages).toContain(`not delivered: ${reason}`)
    const { code, output } = await world.run([...argv, '--json'])
    expect(code).toBe(1)
    expect(deliverOutputSchema.parse(JSON.parse(output))).toMatchObject({
      delivered: false,
      reason: expect.stringContaining(reason),
    })
  })

  it.each([
    [['s3://photos#none'], 1, 'the emulator refuses: bucket "photos" has no inventory "none"'],
    [['s3://photos'], 64, 'names no inventory'],
    [['s3://photos#daily', '--rows-per-file', 'x'], 64, '--rows-per-file takes a whole number'],
    [['gs://photos#daily'], 64, 'an emulator is S3 and OSS'],
    [['s3://photos#daily', '--emulator', 'localhost'], 64, '--emulator takes a URL such as'],
    [['s3://photos#daily', '--emulator', 'http://127.0.0.1:1'], 1, 'no emulator answers at '],
  ])('refuses %j', async (argv, exitCode, message) => {
    const world = await startReportsWorld()
    const environment = { BUCKET_INVENTORY_EMULATOR: world.emulator.admin }
    const { code, output, messages } = await world.run(['emulator', 'deliver', ...argv], {
      environment,
    })
    expect({ code, output }).toStrictEqual({ code: exitCode, output: '' })
    expect(messages).toContain(message)
  })

  it('asks which emulator where nothing says so', async () => {
    const world = await startReportsWorld()
    const { code, messages } = await world.run(['emulator', 'deliver', 's3://photos#daily'])
    expect(code).toBe(64)
    expect(messages).toContain('which emulator? give --emulator URL')
  })
})
