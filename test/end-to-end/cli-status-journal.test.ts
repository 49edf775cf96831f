import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { otherInventory, teamFile } from './cli-declarations.ts'
import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'

const kept = { BUCKET_INVENTORY_JOURNAL: 'state/journal.ndjson' }
const time = '2026-11-21T20:58:00.123Z'

async function lines(folder: string, file = 'state/journal.ndjson'): Promise<unknown[]> {
  const text = await readFile(join(folder, file), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

async function run(world: CliWorld, argv: readonly string[], input = ''): Promise<void> {
  const { code, messages } = await world.run(argv, { input, environment: kept })
  expect({ code, messages: code === 0 ? '' : messages }).toStrictEqual({ code: 0, messages: '' })
}

it('notes every write that succeeds, with where reports go and went', async () => {
  const world = await startCliWorld()
  await world.write('team.yaml', teamFile())
  await run(world, ['apply', 'team.yaml', '--yes'])
  await world.write('team.yaml', teamFile({ every: 'week' }).replace('reports-cn', 'elsewhere'))
  await run(world, ['apply', 'team.yaml', '--yes'])
  await run(world, ['put', 's3://photos', '-'], otherInventory('theirs', 's3'))
  await run(world, ['put', 'oss://photos-cn', '-'], otherInventory('theirs', 'oss'))
  await run(world, ['delete', 's3://photos#theirs'])
  const daily = { time, id: 'bi-daily' }
  const [s3, oss] = ['s3://photos', 'oss://photos-cn']
  const noted = await lines(world.folder)
  expect(noted).toHaveLength(7)
  expect(noted).toEqual(
    expect.arrayContaining([
      { ...daily, location: s3, action: 'created', destination: { bucket: 'reports' } },
      { ...daily, location: oss, action: 'created', destination: { bucket: 'reports-cn' } },
      {
        ...daily,
        location: s3,
        action: 'replaced',
        destination: { bucket: 'reports' },
        before: { bucket: 'reports' },
      },
      {
        ...daily,
        location: oss,
        action: 'replaced',
        destination: { bucket: 'elsewhere' },
        before: { bucket: 'reports-cn' },
      },
      { time, id: 'theirs', location: s3, action: 'written', destination: { bucket: 'theirs' } },
      { time, id: 'theirs', location: oss, action: 'created', destination: { bucket: 'theirs' } },
      { time, id: 'theirs', location: s3, action: 'deleted' },
    ]),
  )
})

it('notes what is put back, and nothing that was there already', async () => {
  const world = await startCliWorld()
  await run(world, ['put', 'oss://photos-cn', '-'], otherInventory('daily', 'oss'))
  await run(world, ['put', 'oss://photos-cn', '-'], otherInventory('daily', 'oss'))
  const weekly = otherInventory('daily', 'oss').replace('"week"', '"day"')
  await run(world, ['put', 'oss://photos-cn', '-', '--snapshot', 'old.yaml'], weekly)
  await run(world, ['restore', 'old.yaml', '--replace'])
  const place = { time, location: 'oss://photos-cn', id: 'daily' }
  const theirs = { bucket: 'theirs' }
  expect(await lines(world.folder)).toStrictEqual([
    { ...place, action: 'created', destination: theirs },
    { ...place, action: 'replaced', destination: theirs, before: theirs },
    { ...place, action: 'replaced', destination: theirs, before: theirs },
  ])
})

it('is readable for its owner alone, below the folder for state', async () => {
  const world = await startCliWorld()
  const environment = { BUCKET_INVENTORY_JOURNAL: undefined, XDG_STATE_HOME: world.folder }
  const input = otherInventory('theirs', 's3')
  expect(await world.run(['put', 's3://photos', '-'], { input, environment })).toMatchObject({
    code: 0,
  })
  const folder = join(world.folder, 'bucket-inventory')
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect((await stat(join(folder, 'journal.ndjson'))).mode & 0o777).toBe(0o600)
  expect(await lines(folder, 'journal.ndjson')).toHaveLength(1)
})

it('never fails a command: what cannot be noted is said once', async () => {
  const world = await startCliWorld()
  await world.write('team.yaml', teamFile())
  await writeFile(join(world.folder, 'file'), '')
  const environment = { BUCKET_INVENTORY_JOURNAL: 'file/journal.ndjson' }
  const { code, messages } = await world.run(['apply', 'team.yaml', '--yes'], { environment })
  expect(code).toBe(0)
  expect(messages.match(/warning: the journal was not written/g)).toHaveLength(1)
})

it('begins a line of its own after one that was cut off', async () => {
  const world = await startCliWorld()
  await mkdir(join(world.folder, 'state'))
  await writeFile(join(world.folder, 'state/journal.ndjson'), '{"time":"2026-')
  await run(world, ['put', 's3://photos', '-'], otherInventory('theirs', 's3'))
  const text = await readFile(join(world.folder, 'state/journal.ndjson'), 'utf8')
  const [torn, whole] = text.split('\n')
  expect(torn).toBe('{"time":"2026-')
  expect(JSON.parse(whole ?? '')).toMatchObject({ id: 'theirs' })
})
