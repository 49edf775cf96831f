import { describe, expect, it } from 'vitest'

import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'
import { configurationDifferences } from './differences.ts'

const base: InventoryConfiguration = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: ['size', 'etag'],
  destination: { bucket: 'reports', format: 'csv' },
}

describe('configurationDifferences', () => {
  it.each<[string, InventoryConfiguration]>([
    ['an empty filter', { ...base, filter: {} }],
    ['an empty prefix', { ...base, filter: { prefix: '', size: {}, lastModified: {} } }],
    ['an empty destination prefix', { ...base, destination: { ...base.destination, prefix: '' } }],
    ['an empty remainder', { ...base, native: { 'aws-s3': {} } }],
  ])('does not count %s', (_, other) => {
    expect(configurationDifferences(base, other)).toStrictEqual([])
  })

  it('compares instants by time and storage classes as a set', () => {
    const left: InventoryConfiguration = {
      ...base,
      filter: {
        lastModified: { from: '2021-11-26T07:40:49+08:00' },
        storageClasses: ['standard', 'archive'],
      },
    }
    const right: InventoryConfiguration = {
      ...base,
      filter: {
        lastModified: { from: '2021-11-25T23:40:49.000Z' },
        storageClasses: ['archive', 'standard'],
      },
    }
    expect(configurationDifferences(left, right)).toStrictEqual([])
  })

  it('counts the order of fields only where it says something', () => {
    const other: InventoryConfiguration = { ...base, fields: ['etag', 'size'] }
    expect(configurationDifferences(base, other)).toStrictEqual([
      { path: 'fields', desired: ['size', 'etag'], actual: ['etag', 'size'] },
    ])
    expect(configurationDifferences(base, other, false)).toStrictEqual([])
  })

  it('names each path that differs, with both values', () => {
    const other: InventoryConfiguration = {
      ...base,
      enabled: false,
      schedule: { every: 'once', deleteAfterRun: true },
      filter: { size: { min: 1 } },
      destination: { ...base.destination, encryption: { type: 'kms', keyId: 'k' } },
      native: { 'aws-s3': { New: '1' } },
    }
    expect(configurationDifferences(base, other).map(({ path }) => path)).toStrictEqual([
      'enabled',
      'schedule.every',
      'schedule.deleteAfterRun',
      'filter.size.min',
      'destination.encryption.type',
      'destination.encryption.keyId',
      'native.aws-s3',
    ])
  })

  it('compares what a provider with a dot in its name holds', () => {
    const left: InventoryConfiguration = { ...base, native: { 'acme.cloud': { New: '1' } } }
    const right: InventoryConfiguration = { ...base, native: { 'acme.cloud': { New: '2' } } }
    expect(configurationDifferences(left, right)).toStrictEqual([
      { path: 'native.acme.cloud', desired: { New: '1' }, actual: { New: '2' } },
    ])
  })

  it('takes deleteAfterRun: false as absent', () => {
    const once: InventoryConfiguration = { ...base, schedule: { every: 'once' } }
    const spelled: InventoryConfiguration = {
      ...base,
      schedule: { every: 'once', deleteAfterRun: false },
    }
    expect(configurationDifferences(once, spelled)).toStrictEqual([])
  })
})
