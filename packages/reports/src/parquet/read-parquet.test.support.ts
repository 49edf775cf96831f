import type { RangedBytes } from '../bytes/ranged-bytes.ts'
import type { TypedColumn } from '../typed/typed-column.ts'
import type { TypedReadOptions } from '../typed/typed-file.ts'
import { openParquet } from './open-parquet.ts'

/** A value of a column: what is no text is base64 of its bytes. No value and an empty text are the same in texts. */
export type Cell = string | number | boolean | null | { readonly base64: string }

/** Bytes that note what is read of them. */
export function rangesOf(bytes: Uint8Array): RangedBytes & { readonly reads: number[][] } {
  const reads: number[][] = []
  return {
    size: bytes.length,
    reads,
    read(start, end) {
      reads.push([start, end])
      if (start < 0 || end > bytes.length || start > end) throw new RangeError(`no ${start}-${end}`)
      return Promise.resolve(bytes.slice(start, end))
    },
  }
}

export type ReadOptions = Partial<Omit<TypedReadOptions, 'signal'>>

/** The cells of all rows of the columns, by default of all. */
export async function readCells(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<(Cell | undefined)[][]> {
  const file = await openParquet(rangesOf(bytes), { file: 'a.parquet' })
  const { columns = file.columns, asTexts = new Set(), mayMatch } = options
  const cells: (Cell | undefined)[][] = []
  for await (const { length, columns: read } of file.read({ columns, asTexts, mayMatch })) {
    for (let row = 0; row < length; row++) {
      cells.push(read.map((column) => (column === undefined ? undefined : cellOf(column, row))))
    }
  }
  return cells
}

/** What a column has in a row. */
export function cellOf(column: TypedColumn, row: number): Cell {
  switch (column.kind) {
    case 'number': {
      const value = column.values[row]
      if (value === undefined) throw new RangeError(`no row ${row}`)
      return Number.isNaN(value) ? null : value
    }
    case 'text': {
      const end = column.ends[row]
      if (end === undefined) throw new RangeError(`no row ${row}`)
      return textOf(column.bytes.subarray(row === 0 ? 0 : column.ends[row - 1], end))
    }
    case 'words': {
      const code = column.codes[row]
      if (code === undefined || code >= column.dictionary.values.length) {
        throw new RangeError(`no row ${row}`)
      }
      const value = column.dictionary.values[code] ?? null
      return value === '' ? null : value
    }
  }
}

function textOf(bytes: Uint8Array): Cell {
  if (bytes.length === 0) return null
  const text = Buffer.from(bytes).toString()
  return Buffer.from(text).equals(bytes) ? text : { base64: Buffer.from(bytes).toString('base64') }
}
