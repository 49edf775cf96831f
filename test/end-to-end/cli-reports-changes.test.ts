import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { reportsOutputSchema } from 'bucket-inventory'
import { expect, it } from 'vitest'

import { scanTime, startReportsWorld } from './cli-reports-world.ts'

const minute = 60_000
const incremental = {
  enabled: true,
  everySeconds: 600,
  fields: ['sequence', 'type', 'at', 'size', 'storageClass', 'requester'],
}

/** A bucket in which something happened in two windows of ten minutes, each delivered. */
async function startChanged() {
  const world = await startReportsWorld()
  const { oss } = world.clouds
  await world.fill(oss, {}, { incremental })
  const deliver = async () => {
    const argv = ['emulator', 'deliver', oss.inventory, '--incremental', '--json']
    const run = await world.run([...argv, '--emulator', world.emulator.admin])
    expect(run).toMatchObject({ code: 0, messages: '' })
  }
  await oss.put(oss.source, 'a, "first"', 'five!')
  world.setTime(scanTime + 3 * minute)
  await oss.put(oss.source, 'b', 'x')
  world.setTime(scanTime + 12 * minute)
  await deliver()
  await oss.remove(oss.source, 'b')
  world.setTime(scanTime + 30 * minute)
  await deliver()
  return world
}

it('prints what happened, in a time that is asked for', async () => {
  const world = await startChanged()
  const { inventory } = world.clouds.oss
  const all = await world.run(['changes', inventory])
  expect(all).toMatchObject({ code: 0, messages: '' })
  const lines = all.output
    .split('\n')
    .slice(0, -1)
    .map((line): Record<string, unknown> => JSON.parse(line))
  expect(lines).toMatchObject([
    {
      type: 'create',
      key: 'a, "first"',
      size: 5,
      at: '2026-11-20T01:00:00Z',
      storageClass: 'standard',
    },
    { type: 'create', key: 'b', size: 1, at: '2026-11-20T01:03:00Z' },
    { type: 'delete', key: 'b', at: '2026-11-20T01:12:00Z' },
  ])
  for (const { sequence } of lines) expect(sequence).toMatch(/^\w+$/)

  const keysOf = async (...flags: string[]) => {
    const { output } = await world.run(['changes', inventory, ...flags])
    return output.match(/"key":"\w/g) ?? []
  }
  expect(await keysOf('--from', '2026-11-20T01:03:00Z')).toHaveLength(2)
  expect(await keysOf('--to', '2026-11-20T01:03:00Z')).toHaveLength(1)
  expect(await keysOf('--from', '2026-11-20T02:00:00Z')).toHaveLength(0)
})

it('writes CSV with every column, to a file too', async () => {
  const world = await startChanged()
  const argv = ['changes', world.clouds.oss.inventory, '--format', 'csv']
  const { output } = await world.run(argv)
  const [head, first, ...others] = output.trimEnd().split('\n')
  expect(head).toMatch(/^type,sequence,at,bucket,key,versionId,isDeleteMarker,size,/)
  expect(first).toMatch(/^create,\w+,2026-11-20T01:00:00Z,photos-cn,"a, ""first""",,,5,standard,/)
  expect(others).toHaveLength(2)
  const saved = await world.run([...argv, '--out', 'changes.csv'])
  expect(saved).toStrictEqual({ code: 0, output: '', messages: '3 rows are in changes.csv\n' })
  expect(await readFile(join(world.folder, 'changes.csv'), 'utf8')).toBe(output)
})

it('lists change logs apart from reports, and has none on S3', async () => {
  const world = await startChanged()
  const { oss, s3 } = world.clouds
  const argv = ['reports', oss.inventory, '--kind', 'incremental', '--json']
  const { output } = await world.run(argv)
  const document = reportsOutputSchema.parse(JSON.parse(output))
  expect(document).toMatchObject({
    kind: 'incremental',
    reports: [
      { time: '2026-11-20T01:10:00Z', until: '2026-11-20T01:20:00Z', state: 'complete' },
      { time: '2026-11-20T01:00:00Z', until: '2026-11-20T01:10:00Z', state: 'complete' },
    ],
  })
  expect(document).not.toHaveProperty('expectedBy')
  const [log] = document.reports
  const read = await world.run(['read', log?.manifest ?? ''])
  expect(read).toMatchObject({ code: 1, output: '' })
  expect(read.messages).toContain('it is a change log, not a report')

  await world.fill(s3, {})
  const none = await world.run(['changes', s3.inventory])
  expect(none).toMatchObject({ code: 1, output: '' })
  expect(none.messages).toContain('aws-s3 delivers no change logs')
})

it.each([
  [['oss://photos-cn'], 'names no inventory'],
  [['oss://photos-cn#daily', '--from', '2026'], '--from takes a time with its offset'],
  [['oss://photos-cn#daily', '--format', 'parquet'], '--format cannot be "parquet"'],
])('takes %j for wrong use', async (argv, message) => {
  const world = await startReportsWorld()
  const { code, messages } = await world.run(['changes', ...argv])
  expect(code).toBe(64)
  expect(messages).toContain(message)
})
