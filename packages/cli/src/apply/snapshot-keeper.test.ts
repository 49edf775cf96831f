import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parseInventoryConfiguration } from '@bucket-inventory/core'
import type { ChangingStep, StoredInventory } from '@bucket-inventory/core'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { readSnapshot } from '../input/read-snapshot.ts'
import { SnapshotKeeper } from './snapshot-keeper.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
})
afterEach(() => rm(folder, { recursive: true }))

const now = () => new Date('2026-11-21T20:58:00.123Z')
const connections = { prod: { provider: 'alibaba-oss', region: 'cn-hangzhou' } }

function stored(every: string): StoredInventory {
  const configuration = parseInventoryConfiguration({
    id: 'daily',
    schedule: { every },
    destination: { bucket: 'reports', format: 'csv' },
  })
  return { configuration, findings: [] }
}

function step(location: string): ChangingStep {
  const provider = location.startsWith('oss') ? 'alibaba-oss' : 'aws-s3'
  return { action: 'delete', location, provider, id: 'daily', actual: stored('day') }
}

it('makes its folder when something is kept, for its owner only', async () => {
  const keeper = new SnapshotKeeper('a/b', connections, { folder, now })
  expect(await readdir(folder)).toStrictEqual([])
  expect(keeper.count).toBe(0)
  const places = ['oss://prod@photos', 's3://photos', 'oss://prod@other']
  await Promise.all(places.map((place) => keeper.keep(step(place), stored('day'))))
  expect((await stat(join(folder, 'a/b'))).mode & 0o777).toBe(0o700)
  expect(keeper.count).toBe(3)
  expect(await readdir(join(folder, 'a/b'))).toHaveLength(3)

  const file = keeper.fileOf(step('oss://prod@photos')) ?? ''
  const { signal } = new AbortController()
  const context = { folder, signal, input: new Blob([]).stream() }
  expect(await readSnapshot(file, context)).toStrictEqual({
    location: { scheme: 'oss', connection: 'prod', bucket: 'photos' },
    connection: connections.prod,
    configuration: stored('day').configuration,
  })
})

it('keeps once what a step finds again, and again what it does not', async () => {
  const keeper = new SnapshotKeeper('kept', undefined, { folder, now })
  await keeper.keep(step('s3://photos'), stored('day'))
  await keeper.keep(step('s3://photos'), stored('day'))
  expect(await readdir(join(folder, 'kept'))).toHaveLength(1)
  await keeper.keep(step('s3://photos'), stored('week'))
  expect(await readdir(join(folder, 'kept'))).toHaveLength(2)
  expect(keeper.fileOf(step('s3://photos'))).toContain('.2.snapshot.yaml')
  expect(keeper.fileOf(step('s3://other'))).toBeUndefined()
})

it('says why nothing can be kept', async () => {
  await writeFile(join(folder, 'taken'), '')
  const keeper = new SnapshotKeeper('taken', undefined, { folder, now })
  await expect(keeper.keep(step('s3://photos'), stored('day'))).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringMatching(
      /^the inventory was not touched, as the folder taken for its configuration cannot be made: EEXIST/,
    ),
  })
  expect(keeper.count).toBe(0)
})
