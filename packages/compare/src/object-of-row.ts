import type { RecordField } from '@bucket-inventory/core'

import type { ComparedObject } from './compared-object.ts'
import { leftSide, rightSide } from './match-batch.ts'
import type { MatchBatch } from './match-batch.ts'
import type { RecordAttributes } from './matching.ts'
import { objectOfCode } from './object-of-code.ts'

/** What was said of one row of a batch, as an object of its own. */
export function objectOfRow(
  batch: MatchBatch,
  row: number,
  code: number,
  attributes: readonly RecordAttributes[],
  fields: () => readonly RecordField[],
): ComparedObject {
  const sides = batch.sides[row] ?? 0
  const known = {
    ...batch.key(row),
    ...((sides & leftSide) === 0
      ? {}
      : { left: { ...batch.side(row, 'left'), ...attributes[batch.leftAttributes[row] ?? 0] } }),
    ...((sides & rightSide) === 0
      ? {}
      : { right: { ...batch.side(row, 'right'), ...attributes[batch.rightAttributes[row] ?? 0] } }),
  }
  return objectOfCode(known, code, fields)
}
