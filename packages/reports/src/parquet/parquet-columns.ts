import { columnType } from './column-type.ts'
import type { ColumnType } from './column-type.ts'
import type { SchemaElement } from './file-metadata.ts'
import { ParquetFault } from './parquet-fault.ts'

/** A column of a file. */
export type ParquetColumn = ReadableColumn | RefusedColumn

export interface ReadableColumn {
  readonly name: string
  /** Index of its chunk in a row group. */
  readonly leaf: number
  readonly type: ColumnType
  readonly physicalType: number
  /** Whether there may be rows without a value. */
  readonly optional: boolean
}

export interface RefusedColumn {
  readonly name: string
  /** Why it is not read. */
  readonly refused: string
}

/** The columns of a file, and how many leaves they have. Throws a fault for elements that are no tree. */
export function parquetColumns(schema: readonly SchemaElement[]): {
  readonly columns: readonly ParquetColumn[]
  readonly leaves: number
} {
  const [root] = schema
  if (root === undefined) throw malformed()
  const columns: ParquetColumn[] = []
  let at = 1
  let leaves = 0
  for (let child = 0; child < root.children; child++) {
    const element = schema[at]
    if (element === undefined) throw malformed()
    columns.push(parquetColumn(element, leaves))
    // Elements still to come below this one.
    for (let open = 1; open > 0; open--, at++) {
      const next = schema[at]
      if (next === undefined || next.children < 0) throw malformed()
      if (next.children === 0) leaves++
      open += next.children
    }
  }
  if (at !== schema.length) throw malformed()
  return { columns, leaves }
}

function parquetColumn(element: SchemaElement, leaf: number): ParquetColumn {
  const { name, children, repetition, type: physicalType } = element
  if (children > 0 || physicalType === undefined) return { name, refused: 'it is nested' }
  if (repetition === repeated) return { name, refused: 'it has several values in a row' }
  const type = columnType(physicalType, element)
  if (typeof type === 'string') return { name, refused: type }
  return { name, leaf, type, physicalType, optional: repetition === optional }
}

const optional = 1
const repeated = 2

function malformed(): ParquetFault {
  return new ParquetFault('corrupt-report', 'the columns in its footer are no tree')
}
