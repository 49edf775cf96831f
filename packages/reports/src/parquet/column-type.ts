import type { SchemaElement } from './file-metadata.ts'

/** How the values of a column are stored, and what they mean. */
export type ColumnType =
  | { readonly kind: 'boolean' }
  /** `length`: of each text, where all have the same and it is not stored with each. */
  | { readonly kind: 'text'; readonly length: number | undefined }
  | {
      readonly kind: 'number'
      readonly unit: 'count' | 'instant'
      readonly format: NumberFormat
    }

export type NumberFormat =
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float'
  | 'double'
  | 'date'
  | 'millis'
  | 'micros'
  | 'nanos'
  | 'int96'

/** What a leaf of that physical type is, or why it is not read. Prefers the new spelling of what a type means over the old. */
export function columnType(type: number, element: SchemaElement): ColumnType | string {
  const meaning = meaningOf(element)
  switch (type) {
    case physical.boolean:
      return { kind: 'boolean' }
    case physical.int32:
      if (meaning === 'unsigned') return count('uint32')
      if (meaning === 'date') return { kind: 'number', unit: 'instant', format: 'date' }
      return meaning === undefined ? count('int32') : refusal(meaning)
    case physical.int64:
      if (meaning === 'unsigned') return count('uint64')
      if (meaning === 'millis' || meaning === 'micros' || meaning === 'nanos') {
        return { kind: 'number', unit: 'instant', format: meaning }
      }
      return meaning === undefined ? count('int64') : refusal(meaning)
    case physical.int96:
      return { kind: 'number', unit: 'instant', format: 'int96' }
    case physical.float:
      return count('float')
    case physical.double:
      return count('double')
    case physical.bytes:
      return meaning === undefined || meaning === 'text'
        ? { kind: 'text', length: undefined }
        : refusal(meaning)
    case physical.fixedBytes: {
      const { length = 0 } = element
      if (length < 1) return `its values have ${length} bytes`
      return meaning === undefined || meaning === 'text'
        ? { kind: 'text', length }
        : refusal(meaning)
    }
    default:
      return `it is of the unknown type ${type}`
  }
}

const physical = {
  boolean: 0,
  int32: 1,
  int64: 2,
  int96: 3,
  float: 4,
  double: 5,
  bytes: 6,
  fixedBytes: 7,
}

/** `undefined`: what the physical type says. */
function meaningOf({ converted, logical }: SchemaElement): string | undefined {
  if (logical === undefined) {
    return converted === undefined ? undefined : convertedMeanings[converted]
  }
  switch (logical.id) {
    case 8:
      return ['unknown time', 'millis', 'micros', 'nanos'][logical.unit ?? 0]
    case 10:
      return logical.signed === false ? 'unsigned' : undefined
    default:
      return logicalMeanings[logical.id] ?? 'unknown type'
  }
}

const convertedMeanings: Record<number, string> = {
  0: 'text',
  1: 'map',
  2: 'map',
  3: 'list',
  4: 'text',
  5: 'decimal',
  6: 'date',
  7: 'time of day',
  8: 'time of day',
  9: 'millis',
  10: 'micros',
  11: 'unsigned',
  12: 'unsigned',
  13: 'unsigned',
  14: 'unsigned',
  19: 'text',
  20: 'BSON document',
  21: 'interval',
}

const logicalMeanings: Record<number, string> = {
  1: 'text',
  2: 'map',
  3: 'list',
  4: 'text',
  5: 'decimal',
  6: 'date',
  7: 'time of day',
  11: 'null',
  12: 'text',
  13: 'BSON document',
  14: 'UUID',
  15: 'half-precision number',
  16: 'variant',
  17: 'geometry',
  18: 'geography',
}

function count(format: NumberFormat): ColumnType {
  return { kind: 'number', unit: 'count', format }
}

function refusal(meaning: string): string {
  return `it holds values of a type that is not read: ${meaning}`
}
