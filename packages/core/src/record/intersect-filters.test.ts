import { describe, expect, it } from 'vitest'

import type { InventoryFilter } from '../configuration/inventory-configuration.ts'
import { recordedStorageClass } from '../vocabulary/provider-vocabulary.ts'
import { s3Vocabulary } from '../vocabulary/s3-vocabulary.ts'
import { intersectFilters } from './intersect-filters.ts'
import { fieldsOfFilter, matchesFilter } from './matches-filter.ts'

const noon = '2026-11-20T12:00:00Z'
const noonInChina = '2026-11-20T20:00:00+08:00'
const later = '2026-11-20T12:00:00.001Z'

describe('intersectFilters', () => {
  it.each<[string, InventoryFilter, InventoryFilter, InventoryFilter | 'nothing']>([
    ['nothing asked for', {}, {}, {}],
    ['one side only', { prefix: 'a/' }, { size: { min: 1 } }, { prefix: 'a/', size: { min: 1 } }],
    ['the longer prefix', { prefix: 'a/b' }, { prefix: 'a/' }, { prefix: 'a/b' }],
    ['the longer prefix of the other side', { prefix: '' }, { prefix: 'a/' }, { prefix: 'a/' }],
    ['prefixes that part', { prefix: 'a/' }, { prefix: 'b/' }, 'nothing'],
    ['prefixes of two cases', { prefix: 'A/' }, { prefix: 'a/b' }, 'nothing'],
    [
      'the narrower sizes',
      { size: { min: 1, max: 9 } },
      { size: { min: 2, max: 10 } },
      { size: { min: 2, max: 9 } },
    ],
    ['sizes that touch', { size: { max: 0 } }, { size: { min: 0 } }, { size: { min: 0, max: 0 } }],
    ['sizes that part', { size: { max: 4 } }, { size: { min: 5 } }, 'nothing'],
    [
      'the narrower times, as they are written',
      { lastModified: { from: noonInChina } },
      { lastModified: { from: '2026-11-20T11:59:59Z', to: later } },
      { lastModified: { from: noonInChina, to: later } },
    ],
    [
      'times that part',
      { lastModified: { to: noon } },
      { lastModified: { from: later } },
      'nothing',
    ],
    [
      'the classes of both',
      { storageClasses: ['standard', 'archive'] },
      { storageClasses: ['archive', 'aws-s3:OUTPOSTS'] },
      { storageClasses: ['archive'] },
    ],
    ['classes that part', { storageClasses: ['standard'] }, { storageClasses: [] }, 'nothing'],
    ['what matches nothing by itself', { size: { min: 2, max: 1 } }, {}, 'nothing'],
  ])('gives %s', (_, left, right, expected) => {
    expect(intersectFilters(left, right)).toStrictEqual(expected)
    expect(intersectFilters(right, left) === 'nothing').toBe(expected === 'nothing')
  })

  it('throws for an instant that does not parse', () => {
    expect(() => intersectFilters({ lastModified: { to: '2026-11-20' } }, {})).toThrow(RangeError)
  })

  it('lets through what both do, and needs no other columns', () => {
    // Told at the end, as asking millions of times takes half a minute.
    const wrong: unknown[] = []
    for (const left of filters) {
      for (const right of filters) {
        const both = intersectFilters(left, right)
        const lets = (record: (typeof records)[number]) =>
          both !== 'nothing' && matchesFilter(both, record)
        for (const record of records) {
          const expected = matchesFilter(left, record) && matchesFilter(right, record)
          if (lets(record) !== expected) wrong.push({ left, right, both, record })
        }
        const needed = new Set([...fieldsOfFilter(left), ...fieldsOfFilter(right)])
        const more =
          both === 'nothing' ? [] : fieldsOfFilter(both).filter((field) => !needed.has(field))
        if (more.length > 0) wrong.push({ left, right, more })
      }
    }
    expect(wrong).toStrictEqual([])
  })
})

/** All that can be made of these parts. */
const filters: readonly InventoryFilter[] = combine(
  [{}, { prefix: 'a/' }, { prefix: 'a/b' }],
  [{}, { size: { min: 2 } }, { size: { min: 1, max: 2 } }],
  [{}, { lastModified: { from: noonInChina } }, { lastModified: { to: noon } }],
  [{}, { storageClasses: ['standard'] }, { storageClasses: ['standard', 'infrequent-access'] }],
)

const records = ['a/', 'a/b', 'b'].flatMap((key) =>
  [undefined, 1, 3].flatMap((size) =>
    [undefined, Date.parse(noon), Date.parse(later)].flatMap((lastModified) =>
      ['STANDARD', undefined].map((native) => ({
        key,
        size,
        lastModified,
        storageClass: native === undefined ? undefined : recordedStorageClass(s3Vocabulary, native),
      })),
    ),
  ),
)

function combine(...choices: readonly (readonly InventoryFilter[])[]): InventoryFilter[] {
  return choices.reduce<InventoryFilter[]>(
    (made, parts) => made.flatMap((one) => parts.map((part) => ({ ...one, ...part }))),
    [{}],
  )
}
