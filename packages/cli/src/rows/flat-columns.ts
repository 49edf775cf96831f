import { fixedFields, incrementalFields, inventoryFields } from '@bucket-inventory/core'
import type { FieldDescription, IncrementalField, RecordField } from '@bucket-inventory/core'

/** A property of a record or of a change. */
export type RowField = RecordField | IncrementalField

/** What stands in one cell of a table; `undefined`: nothing. */
export type Cell = string | number | boolean | undefined

/** A column of a table, which has no objects in its cells. */
export interface FlatColumn {
  readonly name: string
  readonly type: 'text' | 'integer' | 'instant' | 'boolean'
  /** The cell of a value of the field. Instants stay epoch milliseconds. */
  readonly cell: (value: unknown) => Cell
}

/**
 * The columns that a field becomes in a table: one as a rule, named as the field. What has parts has a column for each, such
 * as `encryption.type`; a storage class is its neutral name, the null version `null`, and `native` the text of its JSON.
 */
export function flatColumns(field: RowField): readonly FlatColumn[] {
  const type = fieldType(field)
  switch (type) {
    case 'storage-class':
      return [{ name: field, type: 'text', cell: (value) => cellOf(partOf(value, 'name')) }]
    case 'encryption':
      return [partColumn(field, 'encrypted', 'boolean'), partColumn(field, 'type', 'text')]
    case 'checksum':
      return [partColumn(field, 'algorithm', 'text'), partColumn(field, 'value', 'text')]
    case 'native':
      return [
        {
          name: field,
          type: 'text',
          cell: (value) => (value === undefined ? undefined : JSON.stringify(value)),
        },
      ]
    case 'text':
      return [{ name: field, type, cell: (value) => (value === null ? 'null' : cellOf(value)) }]
    case 'integer':
    case 'instant':
    case 'boolean':
      return [{ name: field, type, cell: cellOf }]
  }
}

/** What a field of a record holds. */
export function fieldType(field: RowField): FieldDescription['type'] | 'native' {
  return field === 'native' ? 'native' : descriptions[field].type
}

const descriptions: Readonly<Record<Exclude<RowField, 'native'>, FieldDescription>> = {
  ...incrementalFields,
  ...fixedFields,
  ...inventoryFields,
}

function partColumn(field: string, part: string, type: 'text' | 'boolean'): FlatColumn {
  return { name: `${field}.${part}`, type, cell: (value) => cellOf(partOf(value, part)) }
}

/** The part of a value that has some, else `undefined`. */
export function partOf(value: unknown, part: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined
}

function cellOf(value: unknown): Cell {
  const isCell =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isCell ? value : undefined
}
