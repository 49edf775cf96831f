import { execFileSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { comparedFields, left, right, startCompareWorld } from './cli-compare-world.ts'
import { scanTime, startReportsWorld } from './cli-reports-world.ts'
import { startCliWorld } from './cli-world.ts'

const hour = 3_600_000

it.each([
  [['compare', left], 'RIGHT is missing'],
  [['compare', 's3://photos', right], '"s3://photos" names no report'],
  [['compare', left, 'photos'], '"photos" is no place'],
  [['compare', left, right, '--trust', 'luck'], '--trust cannot be "luck"'],
  [['compare', left, right, '--margin', '15'], '--margin takes a time such as 90s, 15m'],
  [['compare', left, right, '--left-at', 'monday'], '--left-at takes a time with its offset'],
  [['compare', left, right, '--rewrite', 'a'], '--rewrite takes A=B'],
  [['compare', left, right, '--rewrite-pattern', '/(/=a'], '--rewrite-pattern: Invalid regular'],
  [['compare', left, right, '--include', '('], '--include: Invalid regular expression'],
  [['compare', left, right, '--memory', 'much'], '--memory takes a whole number of bytes'],
  [['compare', left, right, '--metadata', 'colour'], '--metadata: a record has no "colour"'],
  [['compare', left, right, '--format', 'csv'], '--format says nothing without --out FOLDER'],
  [['compare', left, right, '--list', 'all'], '--list says nothing without --out FOLDER'],
  [['compare', left, right, '--confirm-limit', '9'], '--confirm-limit says nothing without'],
  [['compare', left, right, '--confirm', '--confirm-limit', '0'], 'takes a whole number from 1'],
  [['job', 'proof'], '--for TOOL is missing'],
  [['job', 'proof', '--for', 'cp'], '--for cannot be "cp"'],
  [['job', 'proof', '--for', 'rclone', '--verdicts', 'missng'], 'did you mean "missing"'],
  [['job', 'proof', '--for', 'rclone', '--upload-to', './here'], '--upload-to takes a bucket'],
  [['query', left], 'SQL is missing'],
  [['query', left, 'SELECT 1', '--table', left], '--table takes NAME=PLACE'],
  [['query', left, 'SELECT 1', '--format', 'xml'], '--format cannot be "xml"'],
  [['summarize', left, '--depth', 'deep'], '--depth takes a whole number from 1'],
  [['summarize', 's3://photos'], '"s3://photos" names no report'],
])('says what is wrong with %j, and sends nothing', async (argv, message) => {
  const world = await startCliWorld()
  world.emulator.resetRequests()
  const { code, output, messages } = await world.run(argv)
  expect({ code, output }).toStrictEqual({ code: 64, output: '' })
  expect(messages).toContain(message)
  expect(messages.trimEnd().split('\n')).toHaveLength(1)
  expect(world.emulator.requests()).toBe(0)
})

it('gives the command that adds a field which a report lacks, and that works', async () => {
  const world = await startReportsWorld()
  const { s3, oss } = world.clouds
  const [size, lastModified] = comparedFields.s3
  await world.fill(s3, { a: 1 }, { fields: [size, lastModified] })
  await world.fill(oss, { a: 1 }, { fields: comparedFields.oss })
  await world.deliver(s3)
  await world.deliver(oss)
  const { code, messages } = await world.run(['compare', left, right])
  expect(code).toBe(1)
  expect(messages).toContain('left.fields.etag: ')
  const [, get = '', sed = '', put = ''] =
    /: (bucket-\S+ .*) \| (sed .*) \| (.*)\n/.exec(messages) ?? []
  expect(get).toBe(`bucket-inventory get '${left}'`)
  expect(put).toBe('bucket-inventory put s3://photos -')
  const { output } = await world.run(['get', left])
  const input = String(execFileSync('sh', ['-c', sed], { input: output }))
  expect(await world.run(['put', 's3://photos', '-'], { input })).toMatchObject({ code: 0 })
  world.setTime(scanTime + 24 * hour)
  await world.deliver(s3)
  expect(await world.run(['compare', left, right])).toMatchObject({ code: 0 })
})

it('trusts the size where a report has nothing else', async () => {
  const world = await startReportsWorld()
  for (const cloud of Object.values(world.clouds)) {
    await world.fill(cloud, { a: 1, b: 2 }, { fields: ['size', 'lastModified'] })
    await world.deliver(cloud)
  }
  const argv = ['compare', left, right, '--trust', 'size']
  const { code, output } = await world.run(argv)
  expect(code).toBe(0)
  expect(output).toMatch(/^Every object arrived, proven by size\n/)
})

it('refuses reports that list different things, or compares what both list', async () => {
  const world = await startReportsWorld()
  const { s3, oss } = world.clouds
  world.setTime(scanTime - 24 * hour)
  await world.fill(s3, { 'a/1': 1, 'b/1': 1 }, { fields: comparedFields.s3 })
  const filter = { prefix: 'a/' }
  await world.fill(oss, { 'a/1': 1 }, { fields: comparedFields.oss, filter })
  world.setTime(scanTime)
  await world.deliver(s3)
  await world.deliver(oss)
  const refused = await world.run(['compare', left, right])
  expect(refused).toMatchObject({ code: 1, output: '' })
  expect(refused.messages).toMatch(/^filter\.prefix: .*--scope intersect.*\n/)
  const narrowed = await world.run(['compare', left, right, '--scope', 'intersect', '--json'])
  expect(narrowed.code).toBe(0)
  expect(JSON.parse(narrowed.output)).toMatchObject({ counts: { same: 1 }, left: { skipped: 1 } })
  await world.write('right.json', oss.configuration({ fields: comparedFields.oss }))
  const told = ['compare', left, right, '--right-config', 'right.json', '--json']
  expect(JSON.parse((await world.run(told)).output)).toMatchObject({ counts: { missing: 1 } })
})

it('refuses a report though a newer one should be there, unless that is allowed', async () => {
  const world = await startReportsWorld()
  world.setTime(scanTime - 240 * hour)
  for (const cloud of Object.values(world.clouds)) {
    await world.fill(cloud, { a: 1 }, { fields: comparedFields[cloud.cloud] })
    await world.deliver(cloud)
  }
  const refused = await world.run(['compare', left, right])
  expect(refused).toMatchObject({ code: 1, output: '' })
  expect(refused.messages).toContain('--allow-overdue')
  const allowed = await world.run(['compare', left, right, '--allow-overdue', '--json'])
  expect(allowed.code).toBe(0)
  expect(JSON.parse(allowed.output).warnings).toMatchObject([
    { code: 'overdue', side: 'left' },
    { code: 'overdue', side: 'right' },
  ])
})

it('warns of two reports of one bucket', async () => {
  const world = await startCompareWorld()
  const { code, output } = await world.run(['compare', left, left, '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(output)).toMatchObject({ warnings: [{ code: 'same-bucket' }] })
})

it('does not take reports without any row for proof', async () => {
  const world = await startReportsWorld()
  await world.fill(world.clouds.s3, {})
  await world.deliver(world.clouds.s3)
  const { code, output } = await world.run(['compare', left, left])
  expect(code).toBe(3)
  expect(output).toMatch(/^Nothing was compared\n/)
})

it('refuses a rewriting that makes one key of two', async () => {
  const world = await startCompareWorld()
  const argv = ['compare', left, right, '--rewrite-pattern', '/^[ab]\\/.*$/=x']
  const { code, messages } = await world.run([...argv, '--out', 'out'])
  expect(code).toBe(64)
  expect(messages).toMatch(/^error: the keys ".*" and ".*" of the left side both become "x"/)
  expect(await world.run(['job', 'out', '--for', 'rclone'])).toMatchObject({ code: 1 })
})

it('does not write over what is there', async () => {
  const world = await startCompareWorld()
  await mkdir(join(world.folder, 'out'))
  await world.write('out/notes.txt', 'mine')
  const { code, messages } = await world.run(['compare', left, right, '--out', 'out'])
  expect(code).toBe(1)
  expect(messages).toContain('is there already')
})
