import { beforeEach, expect, test } from 'vitest'

import { applyChange } from './apply-change.ts'
import { keepsChanges } from './change-log.ts'
import type { Change } from './change.ts'
import { emptyWorld } from './world.ts'
import type { Bucket, ChangeOrigin, World } from './world.ts'

const subject = { cloud: 'oss', bucket: 'photos' } as const

let world: World

beforeEach(() => {
  world = emptyWorld()
  applyChange(world, { ...subject, type: 'create-bucket', region: 'r', owner: 'o', at: 0 })
})

function bucket(): Bucket {
  const found = world.buckets.oss.get('photos')
  if (found === undefined) throw new Error('no bucket')
  return found
}

function configure(id: string, incremental = true): void {
  const inventory = { id, document: '', understood: { name: 'InventoryConfiguration' } }
  applyChange(world, { ...subject, type: 'put-inventory', inventory, incremental })
}

function origin(at: number): ChangeOrigin {
  return { at, requester: '1', requestId: 'R', sourceIp: '127.0.0.1' }
}

function put(key: string, more: Partial<Extract<Change, { type: 'put-version' }>> = {}): void {
  const version = {
    key,
    versionId: 'null',
    deleteMarker: false,
    lastModified: 0,
    size: 0,
    etag: '',
    parts: 0,
    body: [],
    storageClass: 'Standard',
    headers: {},
  }
  applyChange(world, { ...subject, type: 'put-version', version, ...more })
}

const kept = (): string[] =>
  bucket().changes.map(({ type, key, sequence }) => `${sequence} ${type} ${key}`)

test('a bucket keeps changes while an inventory wants to know of them', () => {
  configure('full', false)
  expect(keepsChanges(bucket())).toBe(false)
  configure('log')
  expect(keepsChanges(bucket())).toBe(true)
  put('a', { origin: origin(1) })
  applyChange(world, { ...subject, type: 'delete-inventory', id: 'log' })
  expect(keepsChanges(bucket())).toBe(false)
  expect(kept()).toEqual([])
})

test('only what says whose doing it is, with sequence numbers that rise over all', () => {
  configure('log')
  put('a')
  put('b', { origin: origin(1) })
  const deletion = { key: 'b', versionId: 'null', origin: origin(2) }
  applyChange(world, { ...subject, type: 'delete-version', ...deletion })
  expect(kept()).toEqual(['1 CREATE b', '2 DELETE b'])
  configure('log')
  put('c', { origin: origin(3) })
  expect(kept()).toEqual(['1 CREATE b', '2 DELETE b', '3 CREATE c'])
})

test('a clock that is set back does not bring them out of order', () => {
  configure('log')
  put('a', { origin: origin(10) })
  put('b', { origin: origin(5) })
  expect(bucket().changes.map((change) => change.origin.at)).toEqual([10, 10])
})

test('what every inventory has delivered is forgotten, but for its last window', () => {
  configure('one')
  configure('two')
  put('a', { origin: origin(100) })
  put('b', { origin: origin(200) })
  put('c', { origin: origin(300) })
  const delivered = { window: 200, sequence: 2 }
  applyChange(world, { ...subject, type: 'deliver-changes', id: 'one', ...delivered })
  expect(kept()).toEqual(['1 CREATE a', '2 CREATE b', '3 CREATE c'])
  applyChange(world, { ...subject, type: 'deliver-changes', id: 'two', ...delivered })
  expect(kept()).toEqual(['2 CREATE b', '3 CREATE c'])
})
