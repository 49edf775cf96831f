import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { emulatorOutputSchema } from 'bucket-inventory'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'

import { buildCommand } from './built-command.ts'
import type { BuiltCommand } from './built-command.ts'
import { teamFile } from './cli-declarations.ts'
import { ossClient } from './emulator-oss-inventories.ts'

// What only a process can show: signals, pipes, exit codes.

vi.setConfig({ testTimeout: 60_000 })

let command: BuiltCommand
beforeAll(async () => {
  command = await buildCommand()
})
afterAll(() => command.remove())

const root = fileURLToPath(new URL('../..', import.meta.url))

function start(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(
    process.execPath,
    [command.path, ...argv],
    // Only what is said here: nothing of the person who runs the tests.
    { cwd: root, env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...environment } },
  )
  const printed = { output: '', messages: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.messages += text))
  const ended = new Promise<{ code: number | null; output: string; messages: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, ...printed })),
  )
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, printed, ended }
}

const configuration = JSON.stringify({
  id: 'daily',
  schedule: { every: 'day' },
  destination: { bucket: 'reports', accountId: '012345678901', format: 'csv' },
})

it('exits 0 for help, 64 for wrong use, 1 for a failure, with data and messages apart', async () => {
  const runs = [
    start(['--help']).ended,
    start(['lst']).ended,
    start(['translate', 'none.yaml', '--to', 'aws-s3', '--json']).ended,
  ]
  const [help, wrong, failed] = await Promise.all(runs)
  expect(help).toMatchObject({ code: 0, messages: '' })
  expect(wrong).toMatchObject({ code: 64, output: '' })
  expect(failed).toMatchObject({ code: 1, messages: 'error: none.yaml does not exist\n' })
  expect(JSON.parse(failed?.output ?? '')).toMatchObject({ error: { code: 'invalid-input' } })
})

it('takes a reader that has enough for no failure', async () => {
  const { child, ended } = start(['capabilities'])
  child.stdout.destroy()
  expect(await ended).toMatchObject({ code: 0, messages: '' })
})

it('finishes a replacement though nobody reads what it says', async () => {
  const emulator = await startEmulator()
  onTestFinished(() => emulator.close())
  await emulator.createBucket({ cloud: 'oss', name: 'photos-cn' })
  const folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const put = (every: string) => {
    const written = JSON.stringify({
      id: 'daily',
      schedule: { every },
      destination: {
        bucket: 'reports-cn',
        accountId: '1283641033516515',
        roleArn: 'acs:ram::1283641033516515:role/R',
        format: 'csv',
      },
    })
    const argv = ['put', 'oss://photos-cn', '-', '--snapshot', join(folder, `${every}.yaml`)]
    const process = start(argv, emulator.environment)
    process.child.stdin.end(written)
    return process
  }
  expect(await put('day').ended).toMatchObject({ code: 0 })
  emulator.inject({
    cloud: 'oss',
    operation: 'DeleteBucketInventory',
    times: 10,
    effect: { type: 'delay', milliseconds: 300 },
  })
  const { child, ended } = put('week')
  child.stdout.destroy()
  child.stderr.destroy()
  expect(await ended).toMatchObject({ code: 0 })
  const { output } = await start(['get', 'oss://photos-cn#daily'], emulator.environment).ended
  expect(output).toContain('schedule: { every: week }')
})

/** Two clouds, and a declaration for both in a folder of its own. */
async function startTeam(): Promise<{
  readonly emulator: Emulator
  readonly file: string
  readonly snapshots: string
}> {
  const emulator = await startEmulator()
  onTestFinished(() => emulator.close())
  await emulator.createBucket({ cloud: 's3', name: 'photos' })
  await emulator.createBucket({ cloud: 'oss', name: 'photos-cn' })
  const folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'team.yaml')
  await writeFile(file, teamFile())
  return { emulator, file, snapshots: join(folder, 'kept') }
}

it('exits 2 while something is to be done, and asks nobody where nobody sits', async () => {
  const { emulator, file } = await startTeam()
  const planned = start(['plan', file], emulator.environment)
  expect(await planned.ended).toMatchObject({ code: 2, messages: '' })
  const applied = start(['apply', file], emulator.environment)
  expect(await applied.ended).toMatchObject({
    code: 64,
    messages: expect.stringMatching(/^error: nothing was changed: .*; add --yes\n$/),
  })
  expect(emulator.requests({ operation: 'PutBucketInventory' })).toBe(0)
})

it('carries out a plan to its end though nobody reads what it says', async () => {
  const { emulator, file, snapshots } = await startTeam()
  const argv = ['apply', file, '--yes', '--concurrency', '1', '--snapshots', snapshots]
  expect(await start(argv, emulator.environment).ended).toMatchObject({ code: 0 })
  await writeFile(file, teamFile({ every: 'week' }))
  const { child, ended } = start(argv, emulator.environment)
  child.stdout.destroy()
  child.stderr.destroy()
  expect(await ended).toMatchObject({ code: 0 })
  expect(await start(['plan', file], emulator.environment).ended).toMatchObject({ code: 0 })
})

it('says what is done when it is interrupted, and can be made again', async () => {
  const { emulator, file, snapshots } = await startTeam()
  const argv = ['apply', file, '--yes', '--concurrency', '1', '--snapshots', snapshots]
  const operation = 'PutBucketInventory'
  emulator.inject({ operation, effect: { type: 'hang' } })
  const { child, ended } = start(argv, emulator.environment)
  await emulator.waitForHeld(1, { operation })
  child.kill('SIGINT')
  expect(await ended).toMatchObject({
    code: 130,
    output: expect.stringMatching(/\n1 created, 0 replaced, 0 deleted, 1 skipped\n$/),
    messages: expect.stringMatching(/\ninterrupted\n$/),
  })
  expect(await start(argv, emulator.environment).ended).toMatchObject({ code: 0 })
})

it('stops reading input that is too long, and ends though more would come', async () => {
  const { child, ended } = start(['put', 's3://photos', '-'])
  child.stdin.on('error', () => undefined)
  child.stdin.write('#'.repeat(2 * 1024 * 1024))
  expect(await ended).toMatchObject({
    code: 1,
    messages: 'error: standard input is longer than 1 MiB; that is no inventory configuration\n',
  })
})

it.each(['SIGINT', 'SIGTERM'] as const)(
  'exits 130 at %s, in the middle of a request',
  async (signal) => {
    const emulator = await startEmulator()
    onTestFinished(() => emulator.close())
    await emulator.createBucket({ cloud: 's3', name: 'photos' })
    emulator.inject({ times: 10, effect: { type: 'delay', milliseconds: 60_000 } })
    const { child, ended } = start(['list', 's3://photos'], emulator.environment)
    await expect.poll(() => emulator.requests(), { timeout: 20_000 }).toBe(1)
    child.kill(signal)
    expect(await ended).toStrictEqual({ code: 130, output: '', messages: 'interrupted\n' })
  },
)

it('exits 130 at an interruption while it waits for input', async () => {
  const { child, ended } = start(['put', 's3://photos', '-'])
  // More than a pipe holds: written when the process has begun to read.
  await new Promise((resolve) => child.stdin.write('#'.repeat(1_000_000), resolve))
  child.kill('SIGINT')
  expect(await ended).toStrictEqual({ code: 130, output: '', messages: 'interrupted\n' })
})

it('runs the emulator until it is told to stop, and keeps what it was told to keep', async () => {
  const data = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
  onTestFinished(() => rm(data, { recursive: true }))
  const argv = ['emulator', '--json', '--data', data, '--bucket', 's3://photos']
  const listening = async (emulator: ReturnType<typeof start>) => {
    await expect.poll(() => emulator.printed.output, { timeout: 20_000 }).toMatch(/\n\}\n$/)
    return emulatorOutputSchema.parse(JSON.parse(emulator.printed.output))
  }

  const first = start(argv)
  const put = start(['put', 's3://photos', '-'], (await listening(first)).environment)
  put.child.stdin.end(configuration)
  expect(await put.ended).toMatchObject({ code: 0, output: 'written s3://photos#daily\n' })
  first.child.kill('SIGTERM')
  expect(await first.ended).toMatchObject({ code: 0, messages: '' })

  const second = start(argv)
  const got = start(['get', 's3://photos#daily'], (await listening(second)).environment)
  expect(await got.ended).toMatchObject({ code: 0, output: expect.stringContaining('id: daily') })
  second.child.kill('SIGINT')
  expect(await second.ended).toMatchObject({ code: 0 })
})

it('delivers by itself where the emulator is told to keep to schedules', async () => {
  const buckets = ['--bucket', 'oss://photos-cn', '--bucket', 'oss://reports']
  const emulator = start(['emulator', '--json', '--schedule', ...buckets])
  await expect.poll(() => emulator.printed.output, { timeout: 20_000 }).toMatch(/\n\}\n$/)
  const { oss, environment } = emulatorOutputSchema.parse(JSON.parse(emulator.printed.output))
  const client = ossClient(oss)
  client.useBucket('photos-cn')
  await client.put('a.jpg', Buffer.from('x'))
  const put = start(['put', 'oss://photos-cn', '-'], environment)
  const destination = {
    bucket: 'reports',
    accountId: '000000000000',
    roleArn: 'acs:ram::000000000000:role/inventory',
    format: 'csv',
  }
  put.child.stdin.end(JSON.stringify({ id: 'daily', schedule: { every: 'day' }, destination }))
  expect(await put.ended).toMatchObject({ code: 0 })
  // OSS runs an inventory as soon as it is made.
  const reports = async () =>
    (await start(['reports', 'oss://photos-cn#daily'], environment).ended).output
  await expect.poll(reports, { timeout: 20_000, interval: 500 }).toContain('complete')
  emulator.child.kill('SIGTERM')
  expect(await emulator.ended).toMatchObject({ code: 0 })
})

it('prints what to export, and says where a port is taken', async () => {
  const emulator = await startEmulator()
  onTestFinished(() => emulator.close())
  const port = new URL(emulator.s3).port
  expect(await start(['emulator', '--s3-port', port]).ended).toMatchObject({
    code: 1,
    output: '',
    messages: `error: port ${port} is taken\n`,
  })

  expect(await start(['emulator', '--data', 'package.json']).ended).toMatchObject({
    code: 1,
    output: '',
    messages: expect.stringMatching(/^error: the state cannot be kept in package\.json: EEXIST/),
  })

  const running = start(['emulator'])
  await expect.poll(() => running.printed.output, { timeout: 20_000 }).toMatch(/SECRET=test\n$/)
  expect(running.printed.output).toMatch(/^# S3 at .*\nexport AWS_ENDPOINT_URL_S3=http:/)
  running.child.kill('SIGINT')
  expect(await running.ended).toMatchObject({ code: 0 })
})
