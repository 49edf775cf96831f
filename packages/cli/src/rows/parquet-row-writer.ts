import type { RecordField } from '@bucket-inventory/core'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { SchemaElement } from 'hyparquet-writer'

import type { FileInMaking } from '../output/whole-file.ts'
import { flatColumns } from './flat-columns.ts'
import type { Cell, FlatColumn } from './flat-columns.ts'
import type { RowWriter } from './row-writer.ts'

/** As many are in memory at a time. */
const rowsPerGroup = 20_000

type ParquetCell = string | boolean | bigint | undefined

/**
 * Writes rows as a Parquet file, with a typed column for each flat one: integers of 64 bits, timestamps in milliseconds of
 * UTC, booleans, texts; any of them may have no value.
 */
export function parquetRowWriter(fields: readonly RecordField[], file: FileInMaking): RowWriter {
  const columns = fields.flatMap((field) =>
    flatColumns(field).map((column) => ({ ...column, field, cells: new Array<ParquetCell>() })),
  )
  const writer = new ParquetWriter({
    writer: new FileBytes(file),
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)],
    createdBy: 'bucket-inventory',
  })
  let rows = 0
  const writeGroup = async () => {
    if (rows === 0) return
    const columnData = columns.map(({ name, cells }) => ({ name, data: cells }))
    await writer.write({ columnData, rowGroupSize: rows })
    for (const { cells } of columns) cells.length = 0
    rows = 0
  }
  return {
    async write(batch) {
      for (const { field, cell, cells } of columns) {
        const column = batch.column(field)
        // The least and greatest text of each row group are kept to the end, and must not keep a batch alive.
        const valueAt =
          column.kind === 'text' ? column.getOwn.bind(column) : column.get.bind(column)
        for (let row = 0; row < batch.length; row++) cells.push(parquetCell(cell(valueAt(row))))
      }
      rows += batch.length
      if (rows >= rowsPerGroup) await writeGroup()
      return true
    },
    async end() {
      await writeGroup()
      await writer.finish()
    },
  }
}

/** Bytes that go to the file after each row group, so that none are kept. */
class FileBytes extends ByteWriter {
  readonly #file: FileInMaking

  constructor(file: FileInMaking) {
    super()
    this.#file = file
  }

  async flush(): Promise<void> {
    await this.#file.write(this.getBytes())
    this.index = 0
  }

  override async finish(): Promise<void> {
    await this.flush()
  }
}

function elementOf({ name, type }: FlatColumn): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...elements[type] }
}

const elements: Readonly<Record<FlatColumn['type'], Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  boolean: { type: 'BOOLEAN' },
}

function parquetCell(cell: Cell): ParquetCell {
  return typeof cell === 'number' ? BigInt(cell) : cell
}
