import { isInventoryError } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { checkedOptions, metadataFields } from './check-options.ts'
import type { CompareOptions } from './compare-options.ts'

describe('checkedOptions', () => {
  it('fills in the defaults that the options promise', () => {
    expect(checkedOptions({})).toStrictEqual({
      trust: 'checksum',
      match: 'key',
      scope: 'refuse',
      allowOverdue: false,
      margin: 900_000,
      live: 'left',
      metadata: [],
      memory: 1_073_741_824,
      confirmLimit: 10_000,
      list: 'all',
      depth: 1,
    })
  })

  it('keeps what is given, each field of metadata once', () => {
    const { metadata, trust, depth } = checkedOptions({
      trust: 'size',
      metadata: ['storageClass', 'storageClass', 'encryption'],
      depth: 0,
    })
    expect({ metadata, trust, depth }).toStrictEqual({
      trust: 'size',
      metadata: ['storageClass', 'encryption'],
      depth: 0,
    })
  })

  it.each<[string, unknown]>([
    ['trust', 'etag'],
    ['match', 'version-id'],
    ['scope', 'ignore'],
    ['live', 'right'],
    ['list', 'none'],
    ['margin', -1],
    ['margin', Number.NaN],
    ['margin', 1e16],
    ['memory', 0],
    ['memory', Infinity],
    ['confirmLimit', 1.5],
    ['depth', -1],
  ])('refuses %s: %s, by its name', (path, value) => {
    const options: CompareOptions = {}
    expect(problemsOf({ ...options, [path]: value })).toStrictEqual([path])
  })

  it.each(['size', 'etag', 'lastModified', 'key', 'checksum', 'lastAccessedAt'] as const)(
    'refuses to compare %s as metadata',
    (field) => {
      expect(metadataFields).not.toContain(field)
      expect(problemsOf({ metadata: ['encryption', field] })).toStrictEqual(['metadata[1]'])
    },
  )

  it('names all that cannot be meant at once', () => {
    expect(problemsOf({ margin: -1, depth: -1, memory: -1 })).toStrictEqual([
      'margin',
      'memory',
      'depth',
    ])
  })
})

function problemsOf(options: CompareOptions): readonly string[] {
  try {
    checkedOptions(options)
  } catch (error) {
    if (isInventoryError(error, 'invalid-input')) return error.problems.map(({ path }) => path)
    throw error
  }
  return []
}
