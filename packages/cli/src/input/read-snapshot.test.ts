import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  InventoryError,
  isInventoryError,
  parseInventoryConfiguration,
  parseLocation,
} from '@bucket-inventory/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { writeSnapshot } from '../output/write-snapshot.ts'
import { readConfiguration } from './read-configuration.ts'
import { readSnapshot } from './read-snapshot.ts'

const configuration = parseInventoryConfiguration({
  id: 'täglich/1',
  schedule: { every: 'day' },
  filter: { prefix: 'a: "b"\n# \u0007' },
  destination: { bucket: 'reports', format: 'csv' },
  native: {
    'alibaba-oss': {
      Odd: { Text: ' two\n  lines ' },
      // Long enough to be folded, with lines that begin as a document or a directive of YAML does.
      'Ev#n: odder': [
        '\n---\n%YAML 1.2\n...\r\n\t# - '.repeat(9),
        'a\u2028b\u0085\uFEFFc',
        '|\n >',
        '--- ',
      ],
    },
  },
})
const connection = { provider: 'alibaba-oss', profile: 'prod: 1', roles: ['acs:ram::1:role/R'] }
const subject = {
  previous: { configuration, findings: [] },
  location: 'oss://prod@photos-cn?region=cn-hangzhou',
  connection,
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
})
afterEach(() => rm(folder, { recursive: true }))

const now = () => new Date('2026-11-21T20:58:00.123Z')
const { signal } = new AbortController()
async function* nothing(): AsyncGenerator<Uint8Array> {}
const context = () => ({ folder, now, signal, input: nothing() })

const name = 'photos-cn.t_glich_1.2026-11-21T20-58-00Z.snapshot.yaml'

it('gives back what was kept, whatever its texts hold, in a file that only its owner reads', async () => {
  expect(await writeSnapshot(subject, { folder: '.' }, context())).toBe(name)
  expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
  expect(await readSnapshot(name, context())).toStrictEqual({
    location: parseLocation(subject.location),
    connection,
    configuration,
  })
})

it('reads well', async () => {
  const previous = { configuration: { ...configuration, id: 'daily' }, findings: [] }
  const location = 's3://photos'
  const file = await writeSnapshot({ previous, location }, { folder: '.' }, context())
  const text = await readFile(join(folder, file), 'utf8')
  expect(text.split('\n').slice(0, 9)).toStrictEqual([
    '# s3://photos#daily, as it was on 2026-11-21T20:58:00Z, before it was replaced or deleted.',
    '# To bring it back: bucket-inventory restore FILE',
    'apiVersion: bucket-inventory/v1',
    'kind: snapshot',
    'location: s3://photos',
    'taken: 2026-11-21T20:58:00Z',
    'configuration:',
    '  id: daily',
    '  enabled: true',
  ])
})

it('finds another name where one is taken, but never another one than was chosen', async () => {
  const files = [1, 2, 3].map(() => writeSnapshot(subject, { folder: '.' }, context()))
  expect((await Promise.all(files)).toSorted()).toStrictEqual([
    name.replace('.snapshot', '.2.snapshot'),
    name.replace('.snapshot', '.3.snapshot'),
    name,
  ])
  await expect(writeSnapshot(subject, { file: name }, context())).rejects.toMatchObject({
    code: 'storage',
    message: `the inventory was not touched, as its configuration cannot be kept: the file ${name} is there already; choose another with --snapshot`,
  })
})

it('says why it cannot be kept', async () => {
  await expect(writeSnapshot(subject, { folder: 'none' }, context())).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringContaining('cannot be kept: ENOENT'),
  })
})

describe('is taken where a configuration is', () => {
  it('for its own bucket, however that is reached', async () => {
    await writeSnapshot(subject, { file: 'x.yaml' }, context())
    const bucket = parseLocation('oss://photos-cn')
    expect(await readConfiguration('x.yaml', context(), bucket)).toStrictEqual(configuration)
    expect(await readConfiguration('x.yaml', context())).toStrictEqual(configuration)
  })

  it.each(['oss://other', 's3://photos-cn'])('not for %s', async (other) => {
    await writeSnapshot(subject, { file: 'x.yaml' }, context())
    await expect(
      readConfiguration('x.yaml', context(), parseLocation(other)),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(
        `x.yaml is a snapshot of ${subject.location}, not of ${other}; `,
      ),
      position: { file: 'x.yaml', line: 5, column: 1 },
    })
  })
})

describe('is refused', () => {
  const base = `apiVersion: bucket-inventory/v1
kind: snapshot
location: s3://photos
taken: 2026-11-21T20:58:00Z
configuration:
  id: daily
  schedule: { every: day }
  destination: { bucket: reports, format: csv }
`

  async function problemsOf(text: string): Promise<string[]> {
    await writeFile(join(folder, 'x.yaml'), text)
    const error: unknown = await readSnapshot('x.yaml', context()).catch(
      (thrown: unknown) => thrown,
    )
    if (!isInventoryError(error)) return []
    const { position, problems, message } = error
    return problems.length === 0
      ? [`${position?.line}:${position?.column} ${message}`]
      : problems.map((problem) => {
          const { line, column } = { line: 0, column: 0, ...problem }
          return `${line}:${column} ${problem.path}: ${problem.message}`
        })
  }

  it('not as it is', async () => {
    expect(await problemsOf(base)).toStrictEqual([])
  })

  it.each([
    [
      'where it is a configuration only',
      base.replace(/[^]*configuration:\n/, '').replaceAll(/^ {2}/gm, ''),
      ['1:1 x.yaml is no snapshot, which says of which bucket it is; '],
    ],
    ['of another version', base.replace('/v1', '/v2'), ['1:1 apiVersion: invalid input']],
    ['with a member that is not known', `${base}more: 1\n`, ['1:1 : unrecognized key: "more"']],
    ['without its place', base.replace(/location.*\n/, ''), ['1:1 location: invalid input']],
    [
      'of no bucket',
      base.replace('s3://photos', 's3://photos#daily'),
      ['3:1 "s3://photos#daily" is no place: a bucket is wanted here'],
    ],
    [
      'of a connection that it does not say',
      base.replace('s3://photos', 's3://prod@photos'),
      ['3:1 the snapshot does not say what the connection "prod" is'],
    ],
    [
      'with everything that is wrong in its configuration',
      base.replace('daily', '007').replace('every: day', 'evry: day'),
      [
        '6:3 id: 007 is a number',
        '7:3 schedule.every: is missing',
        '7:15 schedule.evry: unknown key',
      ],
    ],
    ['where it is no YAML', '[', ['1:2 ']],
  ])('%s', async (_, text, problems) => {
    const found = await problemsOf(text)
    expect(found).toStrictEqual(problems.map((problem) => expect.stringContaining(problem)))
  })

  it('as what is wrong in a file, and no wrong use', async () => {
    await writeFile(join(folder, 'x.yaml'), base.replace('/v1', '/v2'))
    await expect(readSnapshot('x.yaml', context())).rejects.toBeInstanceOf(InventoryError)
    await expect(readSnapshot('x.yaml', context())).rejects.toMatchObject({
      message: 'x.yaml is no snapshot that can be used: a problem',
      position: { file: 'x.yaml' },
    })
  })
})
