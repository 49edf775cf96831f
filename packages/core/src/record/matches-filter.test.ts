import { describe, expect, it } from 'vitest'

import type { InventoryFilter } from '../configuration/inventory-configuration.ts'
import { recordedStorageClass } from '../vocabulary/provider-vocabulary.ts'
import { s3Vocabulary } from '../vocabulary/s3-vocabulary.ts'
import { fieldsOfFilter, matchesFilter } from './matches-filter.ts'

const record = {
  key: 'photos/a.jpg',
  size: 1024,
  lastModified: Date.UTC(2021, 10, 25, 23, 40, 49),
  storageClass: recordedStorageClass(s3Vocabulary, 'STANDARD_IA'),
}

describe('matchesFilter', () => {
  it.each<[InventoryFilter, boolean]>([
    [{}, true],
    [{ prefix: 'photos/' }, true],
    [{ prefix: 'Photos/' }, false],
    [{ size: { min: 1024, max: 1024 } }, true],
    [{ size: { min: 1025 } }, false],
    [{ size: { max: 1023 } }, false],
    [{ size: { max: 0 } }, false],
    [{ lastModified: { from: '2021-11-25T23:40:49Z', to: '2021-11-25T23:40:49Z' } }, true],
    [{ lastModified: { from: '2021-11-26T07:40:49+08:00' } }, true],
    [{ lastModified: { from: '2021-11-25T23:40:49.001Z' } }, false],
    [{ lastModified: { to: '2021-11-25T23:40:48.999Z' } }, false],
    [{ storageClasses: ['standard', 'infrequent-access'] }, true],
    [{ storageClasses: ['infrequent-access-single-zone'] }, false],
    [{ prefix: 'photos/', size: { min: 1 }, storageClasses: ['archive'] }, false],
  ])('decides %j', (filter, expected) => {
    expect(matchesFilter(filter, record)).toBe(expected)
  })

  it('never matches a bound with a missing value', () => {
    const marker = { key: 'a', size: undefined, lastModified: undefined, storageClass: undefined }
    expect(matchesFilter({}, marker)).toBe(true)
    expect(matchesFilter({ size: { min: 0 } }, marker)).toBe(false)
    expect(matchesFilter({ lastModified: { from: '1970-01-01T00:00:00Z' } }, marker)).toBe(false)
    expect(matchesFilter({ storageClasses: ['standard'] }, marker)).toBe(false)
  })

  it('throws for an instant that does not parse', () => {
    expect(() => matchesFilter({ lastModified: { from: '2021-11-25' } }, record)).toThrow(
      RangeError,
    )
  })
})

describe('fieldsOfFilter', () => {
  it('names the columns that the parts need', () => {
    expect(fieldsOfFilter({ prefix: 'a' })).toStrictEqual([])
    expect(
      fieldsOfFilter({
        size: { min: 1 },
        lastModified: { to: '2021-01-01T00:00:00Z' },
        storageClasses: ['archive'],
      }),
    ).toStrictEqual(['lastModified', 'size', 'storageClass'])
    expect(fieldsOfFilter({ size: {}, lastModified: {} })).toStrictEqual([])
  })
})
