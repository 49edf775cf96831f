import type { WrittenChunk } from './column-chunk.ts'
import type { Leaf, LeafType } from './leaf.ts'
import { encoding } from './pages.ts'
import { ThriftWriter } from './thrift-writer.ts'

export interface RowGroup {
  readonly rows: number
  /** Where its first byte lies in the file. */
  readonly offset: number
  readonly chunks: readonly Omit<WrittenChunk, 'parts'>[]
}

const optional = 1
const utf8 = 0
const physical: Readonly<Record<LeafType, number>> = {
  boolean: 0,
  integer: 2,
  instant: 2,
  text: 6,
  bytes: 6,
}

/** What stands at the end of a file: its columns, and where their rows are. */
export function footer(leaves: readonly Leaf[], groups: readonly RowGroup[]): Uint8Array {
  const writer = new ThriftWriter()
  writer.i32(1, 2)
  writer.structs(2, schemaElements(leaves), writeElement)
  writer.i64(
    3,
    groups.reduce((sum, { rows }) => sum + rows, 0),
  )
  writer.structs(4, groups, (group, { rows, offset, chunks }) => {
    let at = offset
    const columns = chunks.map((chunk) => {
      const placed = { ...chunk, at }
      at += chunk.size
      return placed
    })
    group.structs(1, columns, (column, { leaf, at: start, size, dictionarySize }) => {
      column.i64(2, start)
      column.struct(3, (metadata) => {
        metadata.i32(1, physical[leaf.type])
        metadata.i32s(2, [encoding.plain, encoding.rle, encoding.deltaLength, encoding.dictionary])
        metadata.texts(3, leaf.path)
        metadata.i32(4, 0)
        metadata.i64(5, rows)
        metadata.i64(6, size)
        metadata.i64(7, size)
        metadata.i64(9, start + dictionarySize)
        if (dictionarySize > 0) metadata.i64(11, start)
      })
    })
    group.i64(2, at - offset)
    group.i64(3, rows)
  })
  return writer.end()
}

interface SchemaElement {
  readonly name: string
  readonly isRoot?: true
  /** Of a struct. */
  readonly children?: number
  readonly type?: LeafType
}

/** The tree of the columns, each struct before what is in it. Leaves of one struct must be neighbours. */
function schemaElements(leaves: readonly Leaf[]): SchemaElement[] {
  const below = (depth: number, within: readonly Leaf[]): SchemaElement[] => {
    const groups = new Map<string, Leaf[]>()
    for (const leaf of within) {
      const name = leaf.path[depth] ?? ''
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [leaf])
      else group.push(leaf)
    }
    return [...groups].flatMap(([name, [first, ...others]]) => {
      if (first === undefined) return []
      if (first.path.length === depth + 1) return [{ name, type: first.type }]
      const inside = [first, ...others]
      const names = new Set(inside.map(({ path }) => path[depth + 1]))
      return [{ name, children: names.size }, ...below(depth + 1, inside)]
    })
  }
  const children = new Set(leaves.map(({ path }) => path[0])).size
  return [{ name: 'table', isRoot: true, children }, ...below(0, leaves)]
}

function writeElement(
  element: ThriftWriter,
  { name, isRoot, children, type }: SchemaElement,
): void {
  if (type !== undefined) element.i32(1, physical[type])
  if (isRoot !== true) element.i32(3, optional)
  element.text(4, name)
  if (children !== undefined) element.i32(5, children)
  if (type === 'text') element.i32(6, utf8)
  // The old names of what a column holds have none for an instant that says UTC.
  if (type !== 'instant') return
  element.struct(10, (logical) => {
    logical.struct(8, (timestamp) => {
      timestamp.boolean(1, true)
      timestamp.struct(2, (unit) => {
        unit.struct(1, () => {})
      })
    })
  })
}
