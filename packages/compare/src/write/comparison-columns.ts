import type { ComparedObject, ComparedSide } from '../compared-object.ts'
import { bytesText, sideCells } from './side-cells.ts'
import type { Cell, SideCell } from './side-cells.ts'

/** A column of the list of a comparison as a table. */
export interface ComparisonColumn extends Pick<SideCell, 'name' | 'type'> {
  readonly cell: (object: ComparedObject) => Cell
}

/**
 * The columns of every list, whatever was compared: what is said of an object, its key, and what each side has, as
 * `left.size`. A storage class is its neutral name and the native one, the null version `null`, bytes of keys that are no
 * UTF-8 are base64, fields that differ are separated by spaces; `left.other` is JSON of all that has no column of its own.
 */
export const comparisonColumns: readonly ComparisonColumn[] = [
  { name: 'verdict', type: 'text', cell: ({ verdict }) => verdict },
  { name: 'by', type: 'text', cell: (object) => ('by' in object ? object.by : undefined) },
  {
    name: 'reason',
    type: 'text',
    cell: (object) => ('reason' in object ? object.reason : undefined),
  },
  { name: 'would', type: 'text', cell: (object) => ('would' in object ? object.would : undefined) },
  {
    name: 'fields',
    type: 'text',
    cell: (object) => ('fields' in object ? object.fields.join(' ') : undefined),
  },
  { name: 'confirmed', type: 'boolean', cell: ({ confirmed }) => confirmed },
  { name: 'key', type: 'text', cell: ({ key }) => key },
  { name: 'keyBytes', type: 'text', cell: ({ keyBytes }) => bytesText(keyBytes) },
  ...sideColumns('left', (object) => ('left' in object ? object.left : undefined)),
  ...sideColumns('right', (object) => ('right' in object ? object.right : undefined)),
]

function sideColumns(
  side: 'left' | 'right',
  sideOf: (object: ComparedObject) => ComparedSide | undefined,
): readonly ComparisonColumn[] {
  return sideCells.map(({ name, type, cell }) => ({
    name: `${side}.${name}`,
    type,
    cell: (object) => {
      const found = sideOf(object)
      return found === undefined ? undefined : cell(found)
    },
  }))
}
