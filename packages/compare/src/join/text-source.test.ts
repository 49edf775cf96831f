import type { Column, DictionaryColumn } from '@bucket-inventory/reports'
import { describe, expect, it } from 'vitest'

import { AttributeTable } from './attribute-table.ts'
import { ChecksumAlgorithms } from './checksum-algorithms.ts'
import { stagedChecksums } from './staged-checksums.ts'
import { textSource } from './text-source.ts'

/** A column of few values, as typed files have them. */
function dictionary<T>(values: readonly T[], codes: readonly number[]): DictionaryColumn<T> {
  return {
    kind: 'dictionary',
    length: codes.length,
    values,
    codes: Uint16Array.from(codes),
    get(row) {
      const value = values[codes[row] ?? -1]
      if (value === undefined) throw new RangeError(`no row ${row}`)
      return value
    },
    select: () => dictionary(values, []),
  }
}

describe('textSource', () => {
  it('makes texts of a dictionary', () => {
    const column: Column<string | null> = dictionary(['é', null, 'ab'], [2, 0, 1, 2])
    const { bytes, ends } = textSource(column, (value) => value ?? undefined)
    expect(Buffer.from(bytes).toString()).toBe('abéab')
    expect([...ends]).toStrictEqual([2, 4, 4, 6])
  })
})

describe('stagedChecksums', () => {
  it('makes checksums of a dictionary ready, and has none where no row has one', () => {
    const checksum = { algorithm: 'crc64', value: '1' }
    const staged = stagedChecksums(dictionary([checksum], [0, 0]), new ChecksumAlgorithms())
    expect(staged?.name).toBe('crc64')
    expect([...(staged?.ends ?? [])]).toStrictEqual([12, 24])
    expect(stagedChecksums(dictionary([checksum], []), new ChecksumAlgorithms())).toBeUndefined()
  })
})

describe('AttributeTable', () => {
  it('numbers each combination once, and refuses when they are too many', () => {
    const table = new AttributeTable()
    expect(table.numberOf({})).toBe(0)
    expect(table.numberOf({ tagCount: 1 })).toBe(1)
    expect(table.numberOf({ tagCount: 2 })).toBe(2)
    expect(table.numberOf({ tagCount: 1 })).toBe(1)
    expect(() => {
      for (let tagCount = 3; tagCount < 300_000; tagCount++) table.numberOf({ tagCount })
    }).toThrow('the columns tagCount have more than 250000 combinations of values')
    expect(table.attributes).toHaveLength(250_000)
  })
})
