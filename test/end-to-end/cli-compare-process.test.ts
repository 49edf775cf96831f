import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'

import { builtCommand } from './built-command.ts'

// What only a process can show of comparing: signals, and a disk that is full.

vi.setConfig({ testTimeout: 60_000 })

let command: string
let folder: string
beforeAll(async () => {
  command = await builtCommand()
  folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
  await writeReport(join(folder, 'left'), 100_000, 'a')
  await writeReport(join(folder, 'right'), 100_000, 'b')
})
afterAll(() => rm(folder, { recursive: true }))

/** Rows whose keys are no key's neighbours, of which every one differs from those of another content. */
async function writeReport(path: string, rows: number, content: string): Promise<void> {
  const etag = content.repeat(32)
  const lines = Array.from({ length: rows }, (_, row) => {
    const key = `logs/${(row * 7919) % rows}`
    return `"photos-${content}","${key}","5","2026-11-19T01:00:00.000Z","${etag}","NOT-SSE"\n`
  })
  const data = gzipSync(lines.join(''))
  const md5 = (bytes: Buffer | string) => createHash('md5').update(bytes).digest('hex')
  const manifest = JSON.stringify({
    sourceBucket: `photos-${content}`,
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    creationTimestamp: '1795136400000',
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size, LastModifiedDate, ETag, EncryptionStatus',
    files: [{ key: 'data/a.csv.gz', size: data.length, MD5checksum: md5(data) }],
  })
  await mkdir(join(path, 'data'), { recursive: true })
  await writeFile(join(path, 'data/a.csv.gz'), data)
  await writeFile(join(path, 'manifest.json'), manifest)
  await writeFile(join(path, 'manifest.checksum'), md5(manifest))
}

/** The command in a folder of its own, run by a shell of which it is the arguments. */
async function start(script: string, ...flags: string[]) {
  const own = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
  await mkdir(join(own, 'spill'))
  const places = [join(folder, 'left'), join(folder, 'right')]
  const argv = ['compare', ...places, '--out', 'out', '--spill', 'spill', ...flags]
  const words = ['-c', script, 'sh', process.execPath, command, ...argv]
  const child = spawn('sh', words, {
    cwd: own,
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', TMPDIR: join(own, 'spill') },
  })
  let messages = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (messages += text))
  child.stdout.resume()
  const ended = new Promise<{ code: number | null; messages: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, messages }))
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
    await rm(own, { recursive: true })
  })
  const names = async () => [await readdir(own), await readdir(join(own, 'spill'))].flat()
  return { child, ended, names }
}

it('leaves no folder behind where it is interrupted', async () => {
  const { child, ended, names } = await start('exec "$@"')
  // The folder is made under another name beside its own when comparing begins.
  while ((await names()).length < 2) await pause(5)
  child.kill('SIGINT')
  expect(await ended).toStrictEqual({ code: 130, messages: 'interrupted\n' })
  expect(await names()).toStrictEqual(['spill'])
})

it('leaves no folder behind where the disk is full', async () => {
  const { ended, names } = await start('ulimit -f 64; exec "$@"')
  const { code, messages } = await ended
  expect(code).toBe(1)
  expect(messages).toMatch(/^error: .*EFBIG.*\n$/)
  expect(await names()).toStrictEqual(['spill'])
})

it('is whole where nobody interrupts it', async () => {
  const { ended, names } = await start('exec "$@"')
  expect(await ended).toStrictEqual({ code: 2, messages: '' })
  expect(await names()).toStrictEqual(['out', 'spill'])
})
