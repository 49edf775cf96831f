import { expect, test } from 'vitest'

import { applyChange } from './apply-change.ts'
import { Propagation } from './propagation.ts'
import { emptyWorld } from './world.ts'
import type { Bucket, StoredInventory } from './world.ts'

function inventory(document: string): StoredInventory {
  return { id: 'daily', document, understood: { name: 'InventoryConfiguration' } }
}

function bucketWith(...inventories: readonly StoredInventory[]): Bucket {
  const world = emptyWorld()
  const subject = { cloud: 's3', bucket: 'photos' } as const
  applyChange(world, { ...subject, type: 'create-bucket', region: 'r', owner: 'o', at: 0 })
  for (const one of inventories)
    applyChange(world, { ...subject, type: 'put-inventory', inventory: one })
  const bucket = world.buckets.s3.get('photos')
  if (bucket === undefined) throw new Error('no bucket')
  return bucket
}

test('shows the old value for so many reads', () => {
  const bucket = bucketWith(inventory('new'))
  const propagation = new Propagation(() => 0)
  propagation.hide(bucket, 'daily', inventory('old'), { reads: 2 })
  expect(propagation.read(bucket, 'daily')?.document).toBe('old')
  expect(propagation.readAll(bucket).get('daily')?.document).toBe('old')
  expect(propagation.read(bucket, 'daily')?.document).toBe('new')
  expect(propagation.readAll(bucket)).toBe(bucket.inventories)
})

test('shows what was not there as not there, and what was deleted as still there', () => {
  const created = bucketWith(inventory('new'))
  const deleted = bucketWith()
  const propagation = new Propagation(() => 0)
  propagation.hide(created, 'daily', undefined, { reads: 1 })
  propagation.hide(deleted, 'daily', inventory('old'), { reads: 1 })
  expect(propagation.readAll(created).size).toBe(0)
  expect(propagation.readAll(deleted).size).toBe(1)
  expect(propagation.readAll(created).size).toBe(1)
  expect(propagation.readAll(deleted).size).toBe(0)
})

test('goes on showing what readers saw before several writes', () => {
  const bucket = bucketWith(inventory('third'))
  const propagation = new Propagation(() => 0)
  propagation.hide(bucket, 'daily', undefined, { reads: 5 })
  propagation.hide(bucket, 'daily', inventory('second'), { reads: 1 })
  expect(propagation.read(bucket, 'daily')).toBeUndefined()
  expect(propagation.read(bucket, 'daily')?.document).toBe('third')
})

test('shows the old value until the time has come', () => {
  const bucket = bucketWith(inventory('new'))
  let now = 1000
  const propagation = new Propagation(() => now)
  propagation.hide(bucket, 'daily', undefined, { milliseconds: 500 })
  expect(propagation.read(bucket, 'daily')).toBeUndefined()
  now = 1500
  expect(propagation.read(bucket, 'daily')?.document).toBe('new')
})
