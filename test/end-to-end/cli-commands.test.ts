import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

import {
  capabilitiesOutputSchema,
  deleteOutputSchema,
  errorOutputSchema,
  getOutputSchema,
  listOutputSchema,
  putOutputSchema,
  translateOutputSchema,
} from 'bucket-inventory'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { startCliWorld } from './cli-world.ts'

const s3File = `id: daily
schedule: { every: day }
filter: { prefix: logs/, size: { min: 1024 } }
fields: [size, etag]
destination: { bucket: reports, accountId: "012345678901", format: parquet }
`

const ossFile = `id: daily
schedule: { every: day }
filter: { prefix: logs/, size: { min: 1024 } }
fields: [size, etag]
destination:
  bucket: reports
  accountId: "1283641033516515"
  roleArn: acs:ram::1283641033516515:role/AliyunOSSRole
  format: csv
`

const clouds = [
  {
    cloud: 'S3',
    place: 's3://photos',
    provider: 'aws-s3',
    file: s3File,
    firstPut: 'written',
    secondPut: 'written',
    root: 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"',
    writing: 'PutBucketInventoryConfiguration',
  },
  {
    cloud: 'OSS',
    place: 'oss://photos-cn',
    provider: 'alibaba-oss',
    file: ossFile,
    firstPut: 'created',
    secondPut: 'unchanged',
    root: '<OSSBucketDestination>',
    writing: 'PutBucketInventory',
  },
] as const

describe.each(clouds)(
  'on $cloud',
  ({ place, provider, file, firstPut, secondPut, root, writing }) => {
    it('puts, gets, lists and deletes', async () => {
      const world = await startCliWorld()
      await world.write('daily.yaml', file)

      const put = await world.run(['put', place, 'daily.yaml'])
      expect(put).toMatchObject({ code: 0, output: `${firstPut} ${place}#daily\n` })
      expect(put.messages).toContain('filter.size')
      expect(put.messages).toContain('left to who reads the reports: ')
      expect(put.messages).toContain('size at least 1024 bytes')

      const got = await world.run(['get', `${place}#daily`])
      expect(got.code).toBe(0)
      expect(parse(got.output)).toMatchObject({ id: 'daily', filter: { prefix: 'logs/' } })

      const again = await world.run(['put', place, '-'], { input: got.output })
      expect(again).toMatchObject({ code: 0, output: `${secondPut} ${place}#daily\n` })
      expect((await world.run(['get', `${place}#daily`])).output).toBe(got.output)

      const native = await world.run(['get', `${place}#daily`, '--native'])
      expect(native.output).toMatch(/^<\?xml .*<InventoryConfiguration/)
      expect(native.output).toContain(root)

      const listed = await world.run(['list', place])
      expect(listed).toMatchObject({ code: 0, messages: '' })
      expect(listed.output).toMatch(/^ID +ENABLED .*\ndaily +yes +day +current .* reports\/ /)

      const deleted = await world.run(['delete', `${place}#daily`])
      expect(deleted).toMatchObject({ code: 0, output: `deleted ${place}#daily\n`, messages: '' })
      const missing = await world.run(['delete', `${place}#daily`])
      expect(missing).toMatchObject({ code: 1, output: '' })
      expect(missing.messages).toMatch(/^error: bucket "photos(-cn)?" has no inventory "daily"\n/)
      expect(await world.run(['list', place])).toMatchObject({
        code: 0,
        output: '',
        messages: expect.stringMatching(/^bucket "photos(-cn)?" has no inventory\n$/),
      })
    })

    it('prints documents that their schemas take', async () => {
      const world = await startCliWorld()
      await world.write('daily.yaml', file)
      const json = async (...argv: string[]): Promise<unknown> => {
        const { output } = await world.run([...argv, '--json'])
        return JSON.parse(output)
      }

      const put = putOutputSchema.parse(await json('put', place, 'daily.yaml'))
      expect(put).toMatchObject({ location: place, id: 'daily', outcome: firstPut })
      expect(put.residual).toStrictEqual({ size: { min: 1024 } })

      const got = getOutputSchema.parse(await json('get', `${place}#daily`))
      expect(got.configuration).toMatchObject({ id: 'daily' })
      const again = await world.run(['put', place, '-'], { input: JSON.stringify(got) })
      expect(again).toMatchObject({ code: 0, output: `${secondPut} ${place}#daily\n` })

      expect(listOutputSchema.parse(await json('list', place))).toStrictEqual([got])

      const translated = translateOutputSchema.parse(
        await json('translate', 'daily.yaml', '--to', provider),
      )
      expect(translated).toMatchObject({ provider, residual: { size: { min: 1024 } } })
      expect(translated.document).toContain('<Id>daily</Id>')

      const [one] = [
        capabilitiesOutputSchema.parse(await json('capabilities', '--provider', provider)),
      ]
      expect(one).toMatchObject({ provider, behaviour: { maximumConfigurations: 1000 } })

      expect(deleteOutputSchema.parse(await json('delete', `${place}#daily`))).toStrictEqual({
        location: place,
        id: 'daily',
        deleted: true,
      })
      expect(errorOutputSchema.parse(await json('delete', `${place}#daily`))).toMatchObject({
        error: { code: 'not-found' },
      })
    })

    it('creates only what is not there, and replaces only what is', async () => {
      const world = await startCliWorld()
      await world.write('daily.yaml', file)
      await world.write('weekly.yaml', file.replace('every: day', 'every: week'))

      const nothing = await world.run(['put', place, 'daily.yaml', '--mode', 'replace'])
      expect(nothing).toMatchObject({ code: 1, output: '' })
      expect(nothing.messages).toContain('has no inventory "daily"')
      expect(world.emulator.requests({ operation: writing })).toBe(0)

      const first = await world.run(['put', place, 'daily.yaml', '--mode', 'create'])
      expect(first).toMatchObject({ code: 0, output: `created ${place}#daily\n` })
      const second = await world.run(['put', place, 'weekly.yaml', '--mode', 'create'])
      expect(second).toMatchObject({ code: 1, output: '' })
      expect(second.messages).toContain('already has an inventory "daily"')

      const replaced = await world.run(['put', place, 'weekly.yaml', '--mode', 'replace'])
      expect(replaced).toMatchObject({ code: 0, output: `replaced ${place}#daily\n` })
      expect((await world.run(['get', `${place}#daily`])).output).toContain('every: week')
    })

    it.each([
      'a&b<c>"d\'e',
      '\u5199\u771F/\u00FC',
      '\u{1F600}/',
      ' at both ends ',
      'line\rfeed\nboth\r\nend',
      '  ',
    ])('carries the prefix %j both ways', async (prefix) => {
      const world = await startCliWorld()
      const written = JSON.stringify({ ...parse(file), filter: { prefix } })
      expect(await world.run(['put', place, '-'], { input: written })).toMatchObject({ code: 0 })
      const got = await world.run(['get', `${place}#daily`])
      expect(parse(got.output)).toMatchObject({ filter: { prefix } })
      expect(await world.run(['put', place, '-'], { input: got.output })).toMatchObject({ code: 0 })
      const document = await world.run(['get', `${place}#daily`, '--json'])
      expect(JSON.parse(document.output)).toMatchObject({ configuration: { filter: { prefix } } })
    })
  },
)

describe('a replacement that is not atomic', () => {
  const snapshot = 'photos-cn.daily.2026-11-21T20-58-00Z.snapshot.yaml'

  it('keeps what was there in a file, which put takes again', async () => {
    const world = await startCliWorld()
    await world.run(['put', 'oss://photos-cn', '-'], { input: ossFile })
    const before = await world.run(['get', 'oss://photos-cn#daily'])

    const weekly = ossFile.replace('every: day', 'every: week')
    const replaced = await world.run(['put', 'oss://photos-cn', '-', '--json'], { input: weekly })
    expect(putOutputSchema.parse(JSON.parse(replaced.output))).toMatchObject({
      outcome: 'replaced',
      snapshot,
    })
    expect(replaced.messages).toContain(`the previous configuration is kept in ${snapshot}`)
    const file = join(world.folder, snapshot)
    expect(parse(await readFile(file, 'utf8'))).toMatchObject({
      kind: 'snapshot',
      location: 'oss://photos-cn',
      configuration: parse(before.output),
    })
    expect((await stat(file)).mode & 0o777).toBe(0o600)

    const back = await world.run(['put', 'oss://photos-cn', snapshot, '--snapshot', 'other.yaml'])
    expect(back).toMatchObject({ code: 0, output: 'replaced oss://photos-cn#daily\n' })
    expect(await world.run(['get', 'oss://photos-cn#daily'])).toMatchObject({
      output: before.output,
    })
    expect(await readFile(join(world.folder, 'other.yaml'), 'utf8')).toContain('every: week')
  })

  it('is not left half-way by an interruption', async () => {
    const world = await startCliWorld()
    await world.run(['put', 'oss://photos-cn', '-'], { input: ossFile })
    const operation = 'DeleteBucketInventory'
    const before = world.emulator.requests({ operation })
    world.emulator.inject({ operation, times: 9, effect: { type: 'delay', milliseconds: 100 } })
    const interruption = new AbortController()
    const putting = world.run(['put', 'oss://photos-cn', '-'], {
      input: ossFile.replace('every: day', 'every: week'),
      signal: interruption.signal,
    })
    // The first deletes the probe, the second what is replaced.
    await world.emulator.waitForRequests(before + 2, { operation })
    interruption.abort()
    expect(await putting).toMatchObject({ code: 130, output: '' })
    world.emulator.resetFaults()
    expect((await world.run(['get', 'oss://photos-cn#daily'])).output).toContain('every: week')
    expect(await readFile(join(world.folder, snapshot), 'utf8')).toContain('every: day')
  })

  it('deletes nothing where the file cannot be written', async () => {
    const world = await startCliWorld()
    await world.run(['put', 'oss://photos-cn', '-'], { input: ossFile })
    const before = await world.run(['get', 'oss://photos-cn#daily'])
    await world.write('taken.yaml', 'precious')

    const weekly = ossFile.replace('every: day', 'every: week')
    for (const [file, message] of [
      ['taken.yaml', 'the file taken.yaml is there already; choose another with --snapshot'],
      ['none/x.yaml', 'ENOENT'],
    ] as const) {
      const refused = await world.run(['put', 'oss://photos-cn', '-', '--snapshot', file], {
        input: weekly,
      })
      expect(refused).toMatchObject({ code: 1, output: '' })
      expect(refused.messages).toContain(message)
      expect(await world.run(['get', 'oss://photos-cn#daily'])).toMatchObject(before)
    }
    expect(await readFile(join(world.folder, 'taken.yaml'), 'utf8')).toBe('precious')
  })
})

describe('what would be lost', () => {
  it('is refused until it is allowed, by verdict or by path', async () => {
    const world = await startCliWorld()
    await world.write('orc.yaml', ossFile.replace('format: csv', 'format: orc'))
    const translate = ['translate', 'orc.yaml', '--to', 'alibaba-oss']
    const refused = await world.run(translate)
    expect(refused).toMatchObject({ code: 1, output: '' })
    expect(refused.messages).toContain('lossy destination.format: ')
    expect(refused.messages).toContain('other-format: reports come in another format')
    expect(refused.messages).toContain('unverified filter.size')

    for (const allowed of ['lossy', 'destination.format', 'emulated,destination']) {
      const accepted = await world.run([...translate, '--allow', allowed])
      expect(accepted.code).toBe(0)
      expect(accepted.output).toContain('<Format>CSV</Format>')
    }
    expect((await world.run([...translate, '--allow', 'filter'])).code).toBe(1)

    const put = await world.run(['put', 'oss://photos-cn', 'orc.yaml'])
    expect(put).toMatchObject({ code: 1, output: '' })
    expect(put.messages).toContain('lossy destination.format: ')
    expect(world.emulator.requests()).toBe(0)
    const allowed = await world.run(['put', 'oss://photos-cn', 'orc.yaml', '--allow', 'lossy'])
    expect(allowed).toMatchObject({ code: 0, output: 'created oss://photos-cn#daily\n' })
  })

  it('and what is needed is named all at once, in the document too', async () => {
    const world = await startCliWorld()
    await world.write('s3.yaml', s3File.replace('"012345678901"', '"123456789012"'))
    const argv = ['translate', 's3.yaml', '--to', 'alibaba-oss', '--json', '--allow', 'lossy']
    const { code, output } = await world.run(argv)
    expect(code).toBe(1)
    const { error } = errorOutputSchema.parse(JSON.parse(output))
    expect(error.code).toBe('untranslatable')
    expect(error.findings?.map(({ path }) => path)).toStrictEqual([
      'destination.accountId',
      'destination.roleArn',
    ])
  })
})

it('answers for a region and a type of bucket', async () => {
  const world = await startCliWorld()
  const support = async (...flags: string[]) => {
    const { output } = await world.run(['capabilities', '--json', ...flags])
    return capabilitiesOutputSchema.parse(JSON.parse(output))
  }
  const oss = ['--provider', 'alibaba-oss']
  expect(await support(...oss)).toMatchObject({
    paths: { 'filter.size.min': { support: 'unverified' } },
  })
  expect(await support(...oss, '--region', 'cn-qingdao')).toMatchObject({
    region: 'cn-qingdao',
    paths: { 'filter.size.min': { support: 'native' } },
  })
  expect(await support('--provider', 'aws-s3', '--bucket-type', 'directory')).toMatchObject({
    bucketType: 'directory',
    values: { fields: { owner: 'unsupported' } },
  })
  expect(await support()).toMatchObject([{ provider: 'aws-s3' }, { provider: 'alibaba-oss' }])
  const { output } = await world.run(['capabilities'])
  expect(output).toMatch(/^PATH +aws-s3 +alibaba-oss\n/)
  expect(output).toMatch(/\ndestination\.roleArn +unsupported +native/)
  expect(world.emulator.requests()).toBe(0)
})

it('prints both schemas', async () => {
  const world = await startCliWorld()
  expect(JSON.parse((await world.run(['schema'])).output)).toMatchObject({
    properties: { destination: {} },
  })
  expect(JSON.parse((await world.run(['schema', 'declaration'])).output)).toMatchObject({
    properties: { inventories: {} },
  })
})

it('goes where the place says: another region, a profile', async () => {
  const world = await startCliWorld()
  await world.emulator.createBucket({ cloud: 's3', name: 'far', region: 'eu-west-1' })
  await world.run(['put', 's3://far?region=eu-west-1', '-'], { input: s3File })
  const near = await world.run(['get', 's3://far?region=eu-west-1#daily', '--native'])
  expect(near.code).toBe(0)
  const wrong = await world.run(['get', 's3://far#daily'])
  expect(wrong.code).toBe(1)
  expect(wrong.messages).toContain('eu-west-1')
  const profile = await world.run(['list', 'oss://photos-cn?profile=prod'])
  expect(profile.code).toBe(1)
  expect(profile.messages).toContain('profile "prod" cannot be used')
})
