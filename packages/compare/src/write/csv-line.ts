import type { ComparedObject } from '../compared-object.ts'
import { instantValue } from '../list/instant-value.ts'
import { comparisonColumns } from './comparison-columns.ts'
import type { ComparisonColumn } from './comparison-columns.ts'
import { csvField } from './csv-field.ts'
import type { Cell } from './side-cells.ts'

/** The names of the columns. */
export function csvHead(): string {
  return comparisonColumns.map(({ name }) => name).join(',')
}

/** An object by RFC 4180, without the end of its line: quotes only where they are needed, times as ISO 8601 in UTC. */
export function csvLine(object: ComparedObject): string {
  return comparisonColumns.map(({ type, cell }) => textOf(cell(object), type)).join(',')
}

function textOf(value: Cell, type: ComparisonColumn['type']): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return csvField(value)
  return String(type === 'instant' ? instantValue(Number(value)) : value)
}
