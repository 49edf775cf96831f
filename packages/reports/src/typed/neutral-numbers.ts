import { numberColumn } from '../batch/number-column.ts'
import { isInstant } from './is-instant.ts'
import type { NeutralColumn, RowError } from './neutral-column.ts'
import type { TypedNumbers } from './typed-column.ts'
import { lengthOf, textsOf } from './typed-texts.ts'

export interface NumberConventions {
  /** Of the column, for errors. */
  readonly name: string
  readonly kind: 'count' | 'instant'
  /** Reads what is no number in the file. */
  readonly read: (text: string) => number | undefined
}

/** Of a property that is a number: bytes, counts, epoch milliseconds. Texts of such are read as those of CSV. */
export function neutralNumbers({
  name,
  kind,
  read,
}: NumberConventions): NeutralColumn<number | undefined> {
  return {
    convert(typed, fail) {
      if (typed.kind === 'number') return numberColumn(checked(typed, kind, name, fail))
      const text = textsOf(typed)
      const values = new Float64Array(lengthOf(typed)).fill(Number.NaN)
      for (const row of values.keys()) {
        const written = text(row)
        if (written === undefined) continue
        const value = read(written)
        if (value === undefined) throw fail(row, `"${written}" is no ${name}`)
        values[row] = value
      }
      return numberColumn(values)
    },
  }
}

function checked(
  { values, unit }: TypedNumbers,
  kind: NumberConventions['kind'],
  name: string,
  fail: RowError,
): Float64Array {
  // Hive's tables have instants as integers, in milliseconds; nobody has counts as instants.
  if (kind === 'count' && unit === 'instant') throw fail(0, `${name} holds instants, not numbers`)
  const isOne = kind === 'count' ? isCount : isInstant
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN
    if (value === value && !isOne(value)) throw fail(row, `${value} is no ${name}`)
  }
  return values
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
