import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { builtCommand } from './built-command.ts'
import { S3Inventories } from './emulator-s3-inventories.ts'

let data: string
let child: ChildProcess | undefined

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'emulator-'))
})

afterEach(async () => {
  child?.kill('SIGKILL')
  child = undefined
  await rm(data, { recursive: true })
})

/** An emulator in a process of its own; gives its endpoint. */
async function spawnEmulator(): Promise<string> {
  const words = ['emulator', '--data', data, '--bucket', 's3://photos']
  child = spawn(process.execPath, [await builtCommand(), ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (child.stdout === null) throw new Error('the child has no output')
  const [printed]: unknown[] = await once(child.stdout, 'data')
  const endpoint = /^# S3 at (http:[^,]*),/.exec(String(printed))?.[1]
  if (endpoint === undefined) throw new Error(`the emulator said ${String(printed)}`)
  return endpoint
}

async function idsAfterRestart(): Promise<readonly (string | undefined)[]> {
  const emulator = await startEmulator({ data })
  const s3 = new S3Inventories(emulator.s3, 'photos')
  const ids: (string | undefined)[] = []
  let page = await s3.list()
  ids.push(...page.ids)
  while (page.next !== undefined) {
    page = await s3.list(page.next)
    ids.push(...page.ids)
  }
  s3.close()
  await emulator.close()
  return ids
}

test('loses nothing that was answered when it is killed', { timeout: 20_000 }, async () => {
  const s3 = new S3Inventories(await spawnEmulator(), 'photos')
  const answered: string[] = []
  let next = 0
  const write = async (): Promise<void> => {
    for (;;) {
      const id = `id-${(next += 1)}`
      await s3.put(id)
      answered.push(id)
      if (answered.length === 150) child?.kill('SIGKILL')
    }
  }
  await Promise.allSettled(Array.from({ length: 8 }, write))
  s3.close()
  expect(answered.length).toBeGreaterThanOrEqual(150)
  const survived = await idsAfterRestart()
  expect(survived).toEqual(expect.arrayContaining(answered))
  expect(survived.length).toBeLessThanOrEqual(next)
})

test('gives a folder to one emulator at a time', async () => {
  const first = await startEmulator({ data })
  await expect(startEmulator({ data })).rejects.toThrow('is in use by another emulator')
  await first.close()
  const endpoint = await spawnEmulator()
  await expect(startEmulator({ data })).rejects.toThrow(`is in use by process ${child?.pid}`)
  const s3 = new S3Inventories(endpoint, 'photos')
  await s3.put('daily')
  s3.close()
  child?.kill('SIGKILL')
  if (child !== undefined) await once(child, 'exit')
  expect(await idsAfterRestart()).toEqual(['daily'])
})

test('keeps configurations, objects and uploads over a restart', async () => {
  const first = await startEmulator({ data })
  await first.createBucket({ cloud: 's3', name: 'photos', versioning: 'enabled' })
  const inventories = new S3Inventories(first.s3, 'photos')
  await inventories.put('daily')
  const before = await inventories.get('daily')
  inventories.close()
  const versions: (string | undefined)[] = []
  for (const Body of ['one', 'two']) {
    const s3 = client(first.s3)
    const put = new PutObjectCommand({ Bucket: 'photos', Key: 'k', Body })
    versions.push((await s3.send(put)).VersionId)
    s3.destroy()
  }
  await first.close()
  await appendFile(join(data, 'journal'), 'a torn li')

  const second = await startEmulator({ data })
  const again = new S3Inventories(second.s3, 'photos')
  expect(await again.get('daily')).toEqual(before)
  await again.delete('daily')
  again.close()
  const s3 = client(second.s3)
  const texts: (string | undefined)[] = []
  for (const VersionId of versions) {
    const get = new GetObjectCommand({ Bucket: 'photos', Key: 'k', VersionId })
    texts.push(await (await s3.send(get)).Body?.transformToString())
  }
  s3.destroy()
  expect(texts).toEqual(['one', 'two'])
  await second.close()

  expect(await idsAfterRestart()).toEqual([])
  expect(await readdir(join(data, 'bodies'))).toHaveLength(2)
})

function client(endpoint: string): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
}
