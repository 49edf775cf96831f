import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { restoreOutputSchema } from 'bucket-inventory'
import { describe, expect, it } from 'vitest'

import { otherInventory, teamFile, writingOperations } from './cli-declarations.ts'
import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'

const folder = 'bucket-inventory-snapshots'
const ossFile = `${folder}/photos-cn.bi-daily.2026-11-21T20-58-00Z.snapshot.yaml`
const s3File = ossFile.replace('-cn', '')
const places = ['s3://photos#bi-daily', 'oss://photos-cn#bi-daily']

/** Both clouds have a weekly inventory, and there are snapshots of the daily ones that were there before. */
async function startReplacedWorld(): Promise<CliWorld> {
  const world = await startCliWorld()
  for (const every of ['day', 'week']) {
    await world.write('team.yaml', teamFile({ every }))
    expect(await world.run(['apply', 'team.yaml', '--yes'])).toMatchObject({ code: 0 })
  }
  world.emulator.resetRequests()
  return world
}

function writes({ emulator }: CliWorld): number {
  return writingOperations.reduce((sum, operation) => sum + emulator.requests({ operation }), 0)
}

async function texts(world: CliWorld): Promise<string[]> {
  const runs = await Promise.all(places.map((place) => world.run(['get', place])))
  return runs.map(({ output }) => output)
}

describe('puts back', () => {
  it('what is not there any more', async () => {
    const world = await startReplacedWorld()
    for (const place of places) await world.run(['delete', place])
    expect(await world.run(['restore', ossFile])).toStrictEqual({
      code: 0,
      output: 'created oss://photos-cn#bi-daily\n',
      messages: '',
    })
    expect(await world.run(['restore', s3File])).toMatchObject({ code: 0 })
    for (const text of await texts(world)) expect(text).toContain('every: day')
  })

  it('what is there as it was, by leaving it alone', async () => {
    const world = await startReplacedWorld()
    await world.run(['restore', s3File, '--replace'])
    world.emulator.resetRequests()
    expect(await world.run(['restore', s3File])).toMatchObject({
      code: 0,
      output: 'unchanged s3://photos#bi-daily\n',
    })
    expect(writes(world)).toBe(0)
  })

  it('in the place of another one only when told to, and keeps that', async () => {
    const world = await startReplacedWorld()
    const before = await texts(world)
    const refused = await world.run(['restore', ossFile])
    expect(refused).toStrictEqual({
      code: 1,
      output: '',
      messages: `schedule.every: week -> day
error: oss://photos-cn has another inventory "bi-daily" than the snapshot; --replace puts the snapshot in its place
`,
    })
    expect(writes(world)).toBe(0)
    const kept = ossFile.replace(`${folder}/`, '')
    expect(await world.run(['restore', ossFile, '--replace'])).toStrictEqual({
      code: 0,
      output: 'replaced oss://photos-cn#bi-daily\n',
      messages: `what was there is kept in ${kept}\n`,
    })
    expect((await texts(world))[1]).toContain('every: day')
    expect(await world.run(['restore', kept, '--replace'])).toMatchObject({ code: 0 })
    expect(await texts(world)).toStrictEqual(before)
  })

  it('what prune deleted', async () => {
    const world = await startCliWorld()
    await world.write('team.yaml', teamFile())
    await world.run(['put', 'oss://photos-cn', '-'], { input: otherInventory('bi-left', 'oss') })
    const before = await world.run(['get', 'oss://photos-cn#bi-left'])
    await world.run(['apply', 'team.yaml', '--yes', '--prune'])
    expect((await world.run(['get', 'oss://photos-cn#bi-left'])).code).toBe(1)
    expect(await world.run(['restore', folder])).toMatchObject({
      code: 0,
      output: 'created oss://photos-cn#bi-left\n',
    })
    expect(await world.run(['get', 'oss://photos-cn#bi-left'])).toStrictEqual(before)
  })

  it('through the connection that the declaration had', async () => {
    const world = await startCliWorld()
    const connected = (every: string) =>
      teamFile({ every })
        .replace('oss://photos-cn', 'oss://prod@photos-cn')
        .replace(
          'manage:',
          'connections: { prod: { provider: alibaba-oss, region: cn-hangzhou } }\nmanage:',
        )
    for (const every of ['day', 'week']) {
      await world.write('team.yaml', connected(every))
      expect(await world.run(['apply', 'team.yaml', '--yes'])).toMatchObject({ code: 0 })
    }
    expect(await readFile(join(world.folder, ossFile), 'utf8')).toContain(
      'connection:\n  provider: alibaba-oss\n  region: cn-hangzhou\n',
    )
    const environment = { OSS_REGION: undefined }
    expect(await world.run(['restore', ossFile, '--replace'], { environment })).toMatchObject({
      code: 0,
      output: 'replaced oss://prod@photos-cn#bi-daily\n',
    })
  })
})

describe('takes a folder', () => {
  it('and puts back every snapshot in it, with an outcome each', async () => {
    const world = await startReplacedWorld()
    await world.run(['delete', 's3://photos#bi-daily'])
    await writeFile(join(world.folder, folder, 'broken.snapshot.yaml'), 'kind: snapshot\n')
    await writeFile(join(world.folder, folder, 'notes.txt'), 'precious')
    const { code, output } = await world.run(['restore', folder, '--json'])
    expect(code).toBe(1)
    expect(restoreOutputSchema.parse(JSON.parse(output))).toMatchObject({
      snapshots: [
        {
          file: `${folder}/broken.snapshot.yaml`,
          outcome: 'failed',
          error: { code: 'invalid-input' },
        },
        {
          file: ossFile,
          outcome: 'failed',
          error: { code: 'conflict' },
          differences: [{ path: 'schedule.every', desired: 'day', actual: 'week' }],
        },
        { file: s3File, location: 's3://photos', id: 'bi-daily', outcome: 'created' },
      ],
    })
    const replaced = await world.run(['restore', folder, '--replace', '--json'])
    expect(replaced.code).toBe(1)
    expect(restoreOutputSchema.parse(JSON.parse(replaced.output))).toMatchObject({
      snapshots: [
        { outcome: 'failed' },
        { outcome: 'replaced', snapshot: ossFile.replace(`${folder}/`, '') },
        { outcome: 'unchanged' },
      ],
    })
  })

  it('but restores none of two snapshots of one inventory', async () => {
    const world = await startReplacedWorld()
    const other = `${folder}/other.snapshot.yaml`
    const text = await readFile(join(world.folder, ossFile), 'utf8')
    await writeFile(join(world.folder, other), text)
    await rename(join(world.folder, s3File), join(world.folder, `${s3File}.done`))
    const { code, messages } = await world.run(['restore', folder, '--replace'])
    expect(code).toBe(1)
    expect(messages).toContain(
      `${other} is not the only snapshot of oss://photos-cn#bi-daily here; restore the one that is meant by its name: ${ossFile}\n`,
    )
    expect(messages).toContain(`by its name: ${other}\n`)
    expect(writes(world)).toBe(0)
  })

  it('that holds some', async () => {
    const world = await startCliWorld()
    await mkdir(join(world.folder, 'empty'))
    expect(await world.run(['restore', 'empty'])).toMatchObject({
      code: 1,
      messages: 'error: the folder empty holds no file *.snapshot.yaml\n',
    })
  })
})

it('refuses whatever is no snapshot, and changes nothing', async () => {
  const world = await startReplacedWorld()
  await world.write('bare.yaml', otherInventory('daily', 's3'))
  const snapshot = await readFile(join(world.folder, s3File), 'utf8')
  await world.write('broken.yaml', snapshot.replace('every: day', 'every: dya'))
  const connection = 'location: s3://prod@photos\nconnection: { provider: gcs }'
  await world.write('foreign.yaml', snapshot.replace('location: s3://photos', connection))
  for (const [file, message] of [
    ['none.yaml', 'error: none.yaml does not exist\n'],
    ['bare.yaml', 'bare.yaml is no snapshot, which says of which bucket it is; '],
    ['broken.yaml', 'broken.yaml:10:15: schedule.every: '],
    ['team.yaml', 'team.yaml is no snapshot'],
    ['foreign.yaml', 'foreign.yaml is no snapshot that can be used: no provider is named "gcs"; '],
  ] as const) {
    const { code, output, messages } = await world.run(['restore', file])
    expect({ code, output }).toStrictEqual({ code: 1, output: '' })
    expect(messages).toContain(message)
  }
  expect(writes(world)).toBe(0)
})

it('is interrupted in the middle of a replacement only after that', async () => {
  const world = await startReplacedWorld()
  const operation = 'DeleteBucketInventory'
  world.emulator.inject({ operation, times: 9, effect: { type: 'delay', milliseconds: 100 } })
  const interruption = new AbortController()
  const restoring = world.run(['restore', folder, '--replace'], { signal: interruption.signal })
  await world.emulator.waitForRequests(2, { operation })
  interruption.abort()
  const { code, output, messages } = await restoring
  expect({ code, output }).toStrictEqual({
    code: 130,
    output: 'replaced oss://photos-cn#bi-daily\n',
  })
  expect(messages).toMatch(/interrupted\n$/)
  world.emulator.resetFaults()
  const [s3, oss] = await texts(world)
  expect(oss).toContain('every: day')
  expect(s3).toContain('every: week')
  expect(await readdir(world.folder)).toContain(ossFile.replace(`${folder}/`, ''))
})
