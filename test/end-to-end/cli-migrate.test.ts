import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { listOutputSchema, migrateOutputSchema } from 'bucket-inventory'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { writingOperations } from './cli-declarations.ts'
import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'

const there = ['migrate', 's3://photos', 'oss://photos-cn']
const file = 'migrate-photos-photos-cn.inputs.yaml'
const filled = `from: s3://photos
to: oss://photos-cn
defaults:
  destination.accountId: "1283641033516515"
  destination.roleArn: acs:ram::1283641033516515:role/AliyunOSSRole
buckets:
  reports: reports-cn
`

function inventory(id: string, more: object = {}): string {
  return JSON.stringify({
    id,
    schedule: { every: 'day' },
    fields: ['size', 'etag'],
    destination: { bucket: 'reports', accountId: '012345678901', format: 'csv' },
    ...more,
  })
}

/** S3 has a daily inventory, and a weekly one in a format that OSS does not have. */
async function startSourceWorld(): Promise<CliWorld> {
  const world = await startCliWorld()
  const weekly = {
    schedule: { every: 'week' },
    destination: { bucket: 'reports', accountId: '012345678901', format: 'orc' },
  }
  for (const input of [inventory('daily'), inventory('weekly', weekly)]) {
    expect(await world.run(['put', 's3://photos', '-'], { input })).toMatchObject({ code: 0 })
  }
  world.emulator.resetRequests()
  return world
}

function writes({ emulator }: CliWorld): number {
  return writingOperations.reduce((sum, operation) => sum + emulator.requests({ operation }), 0)
}

async function idsAt(world: CliWorld, place: string): Promise<string[]> {
  const { output } = await world.run(['list', place, '--json'])
  return listOutputSchema
    .parse(JSON.parse(output))
    .flatMap((entry) => ('configuration' in entry ? [entry.configuration.id] : []))
}

describe('a dry run', () => {
  it('changes nothing, and writes a file that asks for every value of every inventory', async () => {
    const world = await startSourceWorld()
    const { code, output, messages } = await world.run([...there, '--dry-run'])
    expect(code).toBe(2)
    expect(output).toContain(
      '  ! blocked daily, from s3://photos#daily: needs destination.bucket, destination.accountId, destination.roleArn\n',
    )
    expect(output).toContain('; would lose destination.format\n')
    expect(messages).toMatch(new RegExp(`\\n${file} has a line for each value: `))
    expect(writes(world)).toBe(0)

    const text = await readFile(join(world.folder, file), 'utf8')
    const empty = {
      'destination.bucket': null,
      'destination.accountId': null,
      'destination.roleArn': null,
    }
    expect(parse(text)).toStrictEqual({
      apiVersion: 'bucket-inventory/v1',
      kind: 'migration-inputs',
      from: 's3://photos',
      to: 'oss://photos-cn',
      defaults: null,
      buckets: null,
      inventories: { daily: empty, weekly: empty },
    })
    expect(text).toContain(
      '    # the RAM role that OSS assumes to write reports, such as "acs:ram::',
    )
    expect(text).toContain('    # would be lost: destination.format (orc): ')
    expect(text).toContain('    #   allow that with --allow destination.format, ')
  })

  it('never writes over a file, and says so', async () => {
    const world = await startSourceWorld()
    await world.write(file, 'precious')
    const { code, messages } = await world.run([...there, '--dry-run'])
    expect(code).toBe(2)
    expect(messages).toContain(`${file} is there already and stays as it is; it was not read: `)
    expect(await readFile(join(world.folder, file), 'utf8')).toBe('precious')
  })

  it('says of inputs that it was given what they lack, and writes none', async () => {
    const world = await startSourceWorld()
    await world.write('x.yaml', '{}')
    const read = await world.run([...there, '--dry-run', '--inputs', 'x.yaml'])
    expect(read).toMatchObject({
      code: 2,
      messages: expect.stringMatching(/\nx\.yaml lacks the values above, and stays as it is: add/),
    })
    const piped = await world.run([...there, '--dry-run', '--inputs', '-'], { input: '{}' })
    expect(piped).toMatchObject({
      code: 2,
      messages: expect.stringContaining('\nstandard input lacks the values above, '),
    })
    expect(await readdir(world.folder)).toStrictEqual(['x.yaml'])
  })

  it('writes where it is told to, and says it in a document', async () => {
    const world = await startSourceWorld()
    const { code, output } = await world.run([
      ...there,
      '--dry-run',
      '--inputs',
      'x.yaml',
      '--json',
    ])
    expect(code).toBe(2)
    expect(migrateOutputSchema.parse(JSON.parse(output))).toMatchObject({
      summary: { blocked: 2 },
      outcomes: [],
      missing: [
        {
          inventory: 'daily',
          from: 's3://photos#daily',
          values: [
            { path: 'destination.bucket' },
            { path: 'destination.accountId' },
            { path: 'destination.roleArn' },
          ],
          losses: [],
        },
        { inventory: 'weekly', losses: [{ verdict: 'lossy', path: 'destination.format' }] },
      ],
      inputs: 'x.yaml',
    })
    expect(await readdir(world.folder)).toStrictEqual(['x.yaml'])
  })

  it('says what would be done when everything is said, and is done when nothing is left', async () => {
    const world = await startSourceWorld()
    await world.write('x.yaml', filled)
    const argv = [...there, '--inputs', 'x.yaml', '--allow', 'lossy']
    const dry = await world.run([...argv, '--dry-run'])
    expect(dry).toMatchObject({
      code: 2,
      output: `oss://photos-cn
  + create daily, from s3://photos#daily
  + create weekly, from s3://photos#weekly
2 to create, 0 to replace, 0 to delete, 0 unchanged, 0 foreign
`,
    })
    expect(writes(world)).toBe(0)
    expect(await world.run(argv)).toMatchObject({ code: 0 })
    expect(await world.run([...argv, '--dry-run'])).toMatchObject({ code: 0 })
    expect(await readdir(world.folder)).toStrictEqual(['x.yaml'])
  })
})

describe('copies', () => {
  it('everything at once, when everything is said, without asking', async () => {
    const world = await startSourceWorld()
    await world.write('x.yaml', filled)
    const argv = [...there, '--inputs', 'x.yaml', '--allow', 'destination.format']
    const migrated = await world.run(argv)
    expect(migrated).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^2 created, 0 replaced, 0 deleted\n$/m),
    })
    const got = await world.run(['get', 'oss://photos-cn#weekly'])
    expect(parse(got.output)).toMatchObject({
      schedule: { every: 'week' },
      destination: { bucket: 'reports-cn', accountId: '1283641033516515', format: 'csv' },
    })
    expect(await world.run(argv)).toMatchObject({
      code: 0,
      messages: expect.stringMatching(/nothing to do\n$/),
    })
  })

  it('from OSS to S3, with a value for a format of its own', async () => {
    const world = await startSourceWorld()
    await world.write('x.yaml', `${filled}inventories: { weekly: { destination.format: csv } }\n`)
    expect(await world.run([...there, '--inputs', 'x.yaml'])).toMatchObject({ code: 0 })
    await world.emulator.createBucket({ cloud: 's3', name: 'copy' })
    await world.write(
      'back.yaml',
      'defaults: { destination.bucket: reports, destination.accountId: "012345678901" }\n',
    )
    const back = ['migrate', 'oss://photos-cn', 's3://copy', '--inputs', 'back.yaml']
    expect(await world.run(back)).toMatchObject({ code: 0 })
    const [daily, copy] = await Promise.all(
      ['s3://photos#daily', 's3://copy#daily'].map((place) => world.run(['get', place])),
    )
    expect(parse(copy?.output ?? '')).toStrictEqual(parse(daily?.output ?? ''))
  })

  it('nothing before everything is said: it lists all that is needed, and exits 1', async () => {
    const world = await startSourceWorld()
    const { code, output, messages } = await world.run([...there, '--json'])
    expect(code).toBe(1)
    expect(migrateOutputSchema.parse(JSON.parse(output))).toMatchObject({
      missing: [{ inventory: 'daily' }, { inventory: 'weekly' }],
      outcomes: [],
    })
    expect(messages).toContain('--dry-run writes a file with a line for each value\n')
    expect(writes(world)).toBe(0)
    expect(await readdir(world.folder)).toStrictEqual([])
  })

  it('over another inventory only when told to, and keeps that', async () => {
    const world = await startSourceWorld()
    await world.emulator.createBucket({ cloud: 's3', name: 'copy' })
    const other = inventory('daily', { schedule: { every: 'week' } })
    await world.run(['put', 's3://copy', '-'], { input: other })
    const argv = ['migrate', 's3://photos', 's3://copy']
    const refused = await world.run(argv)
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.output).toContain('  ! blocked daily, from s3://photos#daily: needs id\n')
    expect(refused.messages).toContain(
      's3://copy has another inventory "daily", which differs in schedule.every; it stays, unless "replace" is given\n',
    )
    expect(await idsAt(world, 's3://copy')).toStrictEqual(['daily'])

    const replaced = await world.run([...argv, '--replace', '--snapshots', 'kept'])
    expect(replaced).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^1 created, 1 replaced, 0 deleted\n$/m),
    })
    const [kept] = await readdir(join(world.folder, 'kept'))
    expect(await world.run(['restore', `kept/${kept}`, '--replace'])).toMatchObject({
      code: 0,
      output: 'replaced s3://copy#daily\n',
    })
  })

  it('what has a long id under the one that is given for it', async () => {
    const world = await startSourceWorld()
    const long = `${'x'.repeat(80)}: "odd"`
    const input = inventory(long, {
      destination: {
        bucket: 'reports-cn',
        accountId: '1283641033516515',
        roleArn: 'acs:ram::1283641033516515:role/R',
        format: 'csv',
      },
    })
    expect(await world.run(['put', 'oss://photos-cn', '-'], { input })).toMatchObject({ code: 0 })
    const back = ['migrate', 'oss://photos-cn', 's3://photos']
    expect(await world.run([...back, '--dry-run'])).toMatchObject({ code: 2 })
    const path = join(world.folder, 'migrate-photos-cn-photos.inputs.yaml')
    const text = await readFile(path, 'utf8')
    expect(parse(text)).toHaveProperty(['inventories', long, 'id'], null)
    const answers: Readonly<Record<string, string>> = {
      id: 'short',
      'destination.bucket': 'reports',
      'destination.accountId': '"012345678901"',
    }
    const answered = text.replaceAll(
      /^( {4}([\w.]+):)$/gm,
      (_, line: string, name: string) => `${line} ${answers[name]}`,
    )
    await world.write('x.yaml', answered)
    const migrated = await world.run([...back, '--inputs', 'x.yaml'])
    expect(migrated).toMatchObject({ code: 0 })
    expect(await idsAt(world, 's3://photos')).toStrictEqual(['daily', 'short', 'weekly'])
  })
})

describe('refuses inputs, with line and column, and copies nothing', () => {
  it.each([
    [
      'with a value left empty',
      filled.replace(' "1283641033516515"', ''),
      'x.yaml:4:3: defaults.destination.accountId: is left empty; write a value',
    ],
    [
      'for an id that is not there',
      `${filled}inventories: { dialy: { destination.prefix: a } }\n`,
      'x.yaml:8:16: inventories.dialy: the source has no inventory "dialy"; did you mean "daily"?',
    ],
    [
      'for a path that is none',
      `${filled}inventories: { daily: { destination.acountId: "1" } }\n`,
      'x.yaml:8:25: inventories.daily.destination.acountId: "destination.acountId" is no path',
    ],
    [
      'with an account that is a number',
      filled.replaceAll('"', ''),
      'x.yaml:4:3: defaults.destination.accountId: 1283641033516515 is a number',
    ],
    [
      'for another migration',
      filled.replace('s3://photos', 's3://other'),
      'error: x.yaml:1:1: the inputs are for a migration from s3://other, not from s3://photos',
    ],
    [
      'of another kind',
      `kind: snapshot\n${filled}`,
      'error: x.yaml:1:1: the file is of the kind snapshot, not migration-inputs\n',
    ],
    ['that are a list', '- daily\n', 'error: x.yaml:1:1: inputs are an object with '],
    [
      'with a member that is not known',
      `${filled}defualts: {}\n`,
      'x.yaml:8:1: defualts: unknown key',
    ],
    ['that are no YAML', '[', 'error: x.yaml:1:2: '],
  ])('%s', async (_, text, message) => {
    const world = await startSourceWorld()
    await world.write('x.yaml', text)
    const { code, output, messages } = await world.run([...there, '--inputs', 'x.yaml'])
    expect({ code, output }).toStrictEqual({ code: 1, output: '' })
    expect(messages).toContain(message)
    expect(writes(world)).toBe(0)
  })

  it('that are not there', async () => {
    const world = await startSourceWorld()
    const { code, messages } = await world.run([...there, '--inputs', 'x.yaml'])
    expect({ code, messages }).toStrictEqual({
      code: 1,
      messages: 'error: x.yaml does not exist\n',
    })
  })
})

it('exits 1 where a bucket cannot be read', async () => {
  const world = await startSourceWorld()
  for (const argv of [
    ['migrate', 's3://none', 'oss://photos-cn', '--dry-run'],
    ['migrate', 's3://photos', 'oss://none-cn', '--dry-run'],
  ]) {
    const { code, output, messages } = await world.run(argv)
    expect({ code, output }).toStrictEqual({ code: 1, output: '' })
    expect(messages).toMatch(/"none(-cn)?"/)
  }
})
