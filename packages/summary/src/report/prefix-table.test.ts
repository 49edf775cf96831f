import { describe, expect, it } from 'vitest'

import { PrefixTable } from './prefix-table.ts'
import { prefixTree } from './prefix-tree.ts'

interface Row {
  readonly key: string | Uint8Array
  readonly size: number
}

function texts(rows: readonly Row[]) {
  const keys = rows.map(({ key }) => Buffer.from(key))
  let end = 0
  return {
    bytes: Buffer.concat(keys),
    ends: Uint32Array.from(keys, ({ length }) => (end += length)),
  }
}

function treeOf(rows: readonly Row[], { depth = 1, capacity = 1000, limit = 1000 }) {
  const table = new PrefixTable({ depth, capacity, sized: true })
  table.add(
    texts(rows),
    Float64Array.from(rows, ({ size }) => size),
    undefined,
  )
  return prefixTree(table.nodes(limit), true)
}

/** Many prefixes in order, one of them large. */
function sortedRows(prefixes: number): Row[] {
  return Array.from({ length: prefixes * 2 }, (_, index) => {
    const prefix = Math.floor(index / 2)
    return { key: `p${String(prefix).padStart(6, '0')}/${index}`, size: prefix === 77 ? 1000 : 1 }
  })
}

describe('counting by prefix', () => {
  it('tells keys of invalid UTF-8 apart', () => {
    const { children } = treeOf(
      [
        { key: Uint8Array.of(0xff, 0x2f, 0x61), size: 1 },
        { key: Uint8Array.of(0xfe, 0x2f, 0x61), size: 2 },
      ],
      {},
    )
    expect(children).toStrictEqual([
      { prefix: '\uFFFD/', objects: 1, bytes: 2 },
      { prefix: '\uFFFD/', objects: 1, bytes: 1 },
    ])
  })

  it('takes an empty name between two delimiters for a prefix of its own', () => {
    const { children } = treeOf([{ key: '//a', size: 1 }], { depth: 3 })
    expect(children).toStrictEqual([
      { prefix: '/', objects: 1, bytes: 1, children: [{ prefix: '//', objects: 1, bytes: 1 }] },
    ])
  })

  it('counts nothing but the whole at depth 0', () => {
    expect(treeOf([{ key: 'a/b', size: 1 }], { depth: 0 })).toStrictEqual({
      prefix: '',
      objects: 1,
      bytes: 1,
    })
  })

  it('is exact while it lumps, where keys are sorted', () => {
    const { children = [], others, bytes } = treeOf(sortedRows(1000), { capacity: 100, limit: 11 })
    expect(bytes).toBe(3998)
    expect(children[0]).toStrictEqual({ prefix: 'p000077/', objects: 2, bytes: 2000 })
    expect(children.filter(({ atLeast }) => atLeast === true)).toStrictEqual([])
    expect(children).toHaveLength(10)
    expect(others?.prefixes).toBe(990)
  })

  it('says of a prefix that comes again after it was lumped that there may be more', () => {
    const rows = [...sortedRows(1000), { key: 'p000500/again', size: 5000 }]
    const { children = [], bytes } = treeOf(rows, { capacity: 100, limit: 11 })
    expect(bytes).toBe(8998)
    expect(children[0]).toStrictEqual({
      prefix: 'p000500/',
      objects: 1,
      bytes: 5000,
      atLeast: true,
    })
  })
})
