import { InventoryError } from '@bucket-inventory/core'

import { ParquetFault } from './parquet-fault.ts'

export interface FaultPlace {
  readonly file: string
  readonly column?: string
  readonly byte?: number
  /** Number in the file, from 0, of the first row that was being decoded. */
  readonly firstRow?: number
}

/** What is thrown for a {@link ParquetFault}, which names where it is; every other error as it is. */
export function faultInFile(error: unknown, place: FaultPlace): unknown {
  if (!(error instanceof ParquetFault)) return error
  const { file, column, byte, firstRow } = place
  const row =
    error.row === undefined || firstRow === undefined ? undefined : firstRow + error.row + 1
  const where = [
    ...(column === undefined ? [] : [` in column "${column}"`]),
    ...(row === undefined ? [] : [`, row ${row}`]),
    ...(byte === undefined ? [] : [`, at byte ${byte}`]),
  ].join('')
  const what =
    error.code === 'unsupported'
      ? 'cannot be read'
      : row === undefined
        ? 'is no valid Parquet file'
        : 'holds what is not read'
  return new InventoryError(error.code, `data file "${file}" ${what}${where}: ${error.message}`, {
    cause: error,
    position: {
      file,
      ...(row === undefined ? {} : { row }),
      ...(byte === undefined ? {} : { byte }),
    },
  })
}
