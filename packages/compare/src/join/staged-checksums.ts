import type { ObjectRecord } from '@bucket-inventory/core'
import type { Column } from '@bucket-inventory/reports'

import type { ChecksumAlgorithm, ChecksumAlgorithms } from './checksum-algorithms.ts'
import { joinedTexts } from './joined-texts.ts'
import { stagedChecksum } from './staged-checksum.ts'
import type { TextSource } from './text-source.ts'

/** A column of checksums, as the join takes it. */
export interface StagedChecksums extends TextSource {
  /** Its code; the name is as the report has it. */
  readonly algorithm: number
  readonly name: string
  /** As of `assembly/checksum.ts`. */
  readonly form: number
}

const decimalForm = 1
const readyForm = 2

/** `undefined` where no row has one. All rows of a report have one algorithm: its column is named after it. */
export function stagedChecksums(
  column: Column<ObjectRecord['checksum']>,
  algorithms: ChecksumAlgorithms,
): StagedChecksums | undefined {
  const first = firstOf(column)
  if (first === undefined) return undefined
  const algorithm = algorithms.named(first.algorithm)
  const named = { algorithm: algorithm.code, name: first.algorithm }
  if (column.kind === 'text' && algorithm.decimal === true) {
    return {
      bytes: column.bytes,
      ends: column.ends,
      ...marked(column),
      ...named,
      form: decimalForm,
    }
  }
  return { ...readyTexts(column, algorithm), ...named, form: readyForm }
}

function marked({ missing }: Pick<TextSource, 'missing'>): Pick<TextSource, 'missing'> {
  return missing === undefined ? {} : { missing }
}

function firstOf(column: Column<ObjectRecord['checksum']>): ObjectRecord['checksum'] {
  for (let row = 0; row < column.length; row++) {
    const checksum = column.get(row)
    if (checksum !== undefined) return checksum
  }
  return undefined
}

function readyTexts(
  column: Column<ObjectRecord['checksum']>,
  algorithm: ChecksumAlgorithm,
): TextSource {
  return joinedTexts(
    Array.from({ length: column.length }, (_, row) => {
      const value = column.get(row)?.value
      return value === undefined ? nothing : stagedChecksum({ algorithm, value })
    }),
  )
}

const nothing = new Uint8Array(0)
