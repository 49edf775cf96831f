import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'

import { builtCommand } from './built-command.ts'
import { startReportsWorld } from './cli-reports-world.ts'

// What only a process can show of reading: pipes, signals, and a disk that is full.

vi.setConfig({ testTimeout: 60_000 })

let command: string
let folder: string
beforeAll(async () => {
  command = await builtCommand()
  folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
  await writeReport(join(folder, 'report'), 200_000)
})
afterAll(() => rm(folder, { recursive: true }))

/** More rows than any pipe or buffer on the way holds. */
async function writeReport(path: string, rows: number): Promise<void> {
  const lines = Array.from({ length: rows }, (_, row) => `"photos","logs/${row}","${row}"\n`)
  const data = gzipSync(lines.join(''))
  const md5 = (bytes: Buffer | string) => createHash('md5').update(bytes).digest('hex')
  const manifest = JSON.stringify({
    sourceBucket: 'photos',
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    creationTimestamp: '1763600400000',
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size',
    files: [{ key: 'data/a.csv.gz', size: data.length, MD5checksum: md5(data) }],
  })
  await mkdir(join(path, 'data'), { recursive: true })
  await writeFile(join(path, 'data/a.csv.gz'), data)
  await writeFile(join(path, 'manifest.json'), manifest)
  await writeFile(join(path, 'manifest.checksum'), md5(manifest))
}

/** The command in a folder of its own, run by a shell of which it is the arguments. */
async function start(script: string, argv: readonly string[], environment: object = {}) {
  const own = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
  const words = ['-c', script, 'sh', process.execPath, command, ...argv]
  const child = spawn('sh', words, {
    cwd: own,
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...environment },
  })
  const printed = { output: '', messages: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.messages += text))
  const ended = new Promise<{ code: number | null; output: string; messages: string }>(
    (resolve) => {
      child.on('close', (code) => resolve({ code, ...printed }))
    },
  )
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
    await rm(own, { recursive: true })
  })
  return { child, ended, names: () => readdir(own), path: own }
}

it.each(['ndjson', 'csv'])(
  'prints all rows as %s, and only as many as are wanted',
  async (format) => {
    const argv = ['read', join(folder, 'report'), '--format', format]
    const all = await start('"$@" | wc -l', argv)
    const lines = format === 'csv' ? 200_001 : 200_000
    expect(await all.ended).toMatchObject({
      code: 0,
      output: expect.stringContaining(String(lines)),
      messages: '',
    })
    // The code of the command, not of `head`, which is all that a shell without pipefail tells.
    const some = await start('{ "$@"; echo "$?" >&2; } | head -n 3', argv)
    const { code, output, messages } = await some.ended
    expect({ code, messages }).toStrictEqual({ code: 0, messages: '0\n' })
    expect(output.split('\n')).toHaveLength(4)
  },
)

it('waits for a slow reader, and loses nothing', async () => {
  const argv = ['read', join(folder, 'report'), '--fields', 'key']
  const slow = await start('"$@" | { sleep 1; wc -l; }', argv)
  expect(await slow.ended).toMatchObject({ code: 0, output: expect.stringContaining('200000') })
})

it.each(['csv', 'parquet'])('leaves no %s behind where it is interrupted', async (format) => {
  const world = await startReportsWorld()
  const { s3 } = world.clouds
  await world.fill(s3, { a: 1, b: 2, c: 3 })
  await world.deliver(s3, { rowsPerFile: 1 })
  const operation = 'GetObject'
  world.emulator.resetRequests()
  // Manifest, checksum, a file; the second file is never answered.
  world.emulator.inject({ operation, after: 3, times: 9, effect: { type: 'hang' } })
  const argv = ['read', s3.inventory, '--format', format, '--out', 'rows']
  const { child, ended, names } = await start('exec "$@"', argv, world.emulator.environment)
  await world.emulator.waitForHeld(1, { operation })
  await expect.poll(async () => (await names()).join()).toMatch(/^\.rows\.[0-9a-f]{8}\.part$/)
  child.kill('SIGINT')
  expect(await ended).toMatchObject({ code: 130, output: '', messages: 'interrupted\n' })
  expect(await names()).toStrictEqual([])
})

it('says where the disk is full, exits 1, and leaves no file that is not whole', async () => {
  const argv = ['read', join(folder, 'report')]
  // No process of the shell may write to any file; pipes are none.
  const saved = await start('ulimit -f 0; "$@"', [...argv, '--out', 'rows'])
  expect(await saved.ended).toMatchObject({
    code: 1,
    output: '',
    messages: expect.stringMatching(/^error: rows cannot be written: E/),
  })
  expect(await saved.names()).toStrictEqual([])
  const printed = await start('ulimit -f 0; "$@" >output', argv)
  expect(await printed.ended).toMatchObject({
    code: 1,
    messages: expect.stringMatching(/^error: standard output cannot be written: E\w+: [^\n]*\n$/),
  })
  expect((await stat(join(printed.path, 'output'))).size).toBe(0)
})
