import { spawn } from 'node:child_process'
import { join } from 'node:path'

import { emulatorOutputSchema } from 'bucket-inventory'
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest'

import { builtCommand } from './built-command.ts'
import { teamFile } from './cli-declarations.ts'
import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'
import { ossClient } from './emulator-oss-inventories.ts'

// What only a process can show: signals, pipes, exit codes. What comes before and after needs no process of its own.

vi.setConfig({ testTimeout: 60_000 })

let command: string
beforeAll(async () => {
  command = await builtCommand()
})

function start(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(
    process.execPath,
    [command, ...argv],
    // Only what is said here: nothing of the person who runs the tests.
    {
      env: {
        PATH: process.env['PATH'],
        HOME: '/nonexistent',
        BUCKET_INVENTORY_JOURNAL: '',
        ...environment,
      },
    },
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
  const world = await startCliWorld()
  const { emulator, folder } = world
  const written = (every: string) =>
    JSON.stringify({
      id: 'daily',
      schedule: { every },
      destination: {
        bucket: 'reports-cn',
        accountId: '1283641033516515',
        roleArn: 'acs:ram::1283641033516515:role/R',
        format: 'csv',
      },
    })
  const argv = ['put', 'oss://photos-cn', '-', '--snapshot', join(folder, 'old.yaml')]
  expect(await world.run(argv, { input: written('day') })).toMatchObject({ code: 0 })
  const operation = 'DeleteBucketInventory'
  emulator.inject({ operation, times: 10, effect: { type: 'delay', milliseconds: 100 } })
  const { child, ended } = start(argv, emulator.environment)
  child.stdin.end(written('week'))
  child.stdout.destroy()
  child.stderr.destroy()
  expect(await ended).toMatchObject({ code: 0 })
  const { output } = await world.run(['get', 'oss://photos-cn#daily'])
  expect(output).toContain('schedule: { every: week }')
})

/** Two clouds, and a declaration for both in a folder of its own. */
async function startTeam(): Promise<{ readonly world: CliWorld; readonly file: string }> {
  const world = await startCliWorld()
  await world.write('team.yaml', teamFile())
  return { world, file: join(world.folder, 'team.yaml') }
}

it('exits 2 while something is to be done, and asks nobody where nobody sits', async () => {
  const { world, file } = await startTeam()
  const { emulator } = world
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
  const { world, file } = await startTeam()
  const argv = applyWords(world, file)
  expect(await world.run(argv)).toMatchObject({ code: 0 })
  await world.write('team.yaml', teamFile({ every: 'week' }))
  const { child, ended } = start(argv, world.emulator.environment)
  child.stdout.destroy()
  child.stderr.destroy()
  expect(await ended).toMatchObject({ code: 0 })
  expect(await world.run(['plan', file])).toMatchObject({ code: 0 })
})

it('says what is done when it is interrupted, and can be made again', async () => {
  const { world, file } = await startTeam()
  const { emulator } = world
  const argv = applyWords(world, file)
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
  expect(await world.run(argv)).toMatchObject({ code: 0 })
})

/** One after the other, with snapshots beside the declaration. */
function applyWords({ folder }: CliWorld, file: string): readonly string[] {
  return ['apply', file, '--yes', '--concurrency', '1', '--snapshots', join(folder, 'kept')]
}

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
    const { emulator } = await startCliWorld()
    emulator.inject({ times: 10, effect: { type: 'hang' } })
    const { child, ended } = start(['list', 's3://photos'], emulator.environment)
    await emulator.waitForHeld(1)
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

/** What an emulator says that was started with `--json`. */
async function listening({ printed }: ReturnType<typeof start>) {
  await expect.poll(() => printed.output, { timeout: 20_000 }).toMatch(/\n\}\n$/)
  return emulatorOutputSchema.parse(JSON.parse(printed.output))
}

it('runs the emulator until it is told to stop, and keeps what it was told to keep', async () => {
  const world = await startCliWorld()
  const data = join(world.folder, 'data')
  const argv = ['emulator', '--json', '--data', data, '--bucket', 's3://photos']

  const first = start(argv)
  let { environment } = await listening(first)
  const put = await world.run(['put', 's3://photos', '-'], { input: configuration, environment })
  expect(put).toMatchObject({ code: 0, output: 'written s3://photos#daily\n' })
  first.child.kill('SIGTERM')
  expect(await first.ended).toMatchObject({ code: 0, messages: '' })

  const second = start(argv)
  ;({ environment } = await listening(second))
  const got = await world.run(['get', 's3://photos#daily'], { environment })
  expect(got).toMatchObject({ code: 0, output: expect.stringContaining('id: daily') })
  second.child.kill('SIGINT')
  expect(await second.ended).toMatchObject({ code: 0 })
})

it('delivers by itself where the emulator is told to keep to schedules', async () => {
  const world = await startCliWorld()
  const buckets = ['--bucket', 'oss://photos-cn', '--bucket', 'oss://reports']
  const emulator = start(['emulator', '--json', '--schedule', ...buckets])
  const { oss, environment } = await listening(emulator)
  await fetch(`${environment['BUCKET_INVENTORY_EMULATOR'] ?? ''}/roles`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'inventory', attached: ['AliyunOSSFullAccess'] }),
  })
  const client = ossClient(oss)
  client.useBucket('photos-cn')
  await client.put('a.jpg', Buffer.from('x'))
  const destination = {
    bucket: 'reports',
    accountId: '000000000000',
    roleArn: 'acs:ram::000000000000:role/inventory',
    format: 'csv',
  }
  const input = JSON.stringify({ id: 'daily', schedule: { every: 'day' }, destination })
  const put = await world.run(['put', 'oss://photos-cn', '-'], { input, environment })
  expect(put).toMatchObject({ code: 0 })
  // OSS runs an inventory as soon as it is made.
  const reports = async () =>
    (await world.run(['reports', 'oss://photos-cn#daily'], { environment })).output
  await expect.poll(reports, { timeout: 20_000 }).toContain('complete')
  emulator.child.kill('SIGTERM')
  expect(await emulator.ended).toMatchObject({ code: 0 })
})

it('prints what to export, and says where a port is taken', async () => {
  const world = await startCliWorld()
  const { port } = new URL(world.emulator.s3)
  expect(await world.run(['emulator', '--s3-port', port])).toMatchObject({
    code: 1,
    output: '',
    messages: `error: port ${port} is taken\n`,
  })

  await world.write('package.json', '{}')
  expect(await world.run(['emulator', '--data', 'package.json'])).toMatchObject({
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
