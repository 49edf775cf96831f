import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { SchemaElement } from 'hyparquet-writer'

import { comparisonColumns } from './comparison-columns.ts'
import type { ComparisonColumn } from './comparison-columns.ts'
import type { ByteSink, ComparisonWriter } from './comparison-writer.ts'
import type { Cell } from './side-cells.ts'

/** As many are in memory at a time. */
const rowsPerGroup = 20_000

type ParquetCell = string | boolean | bigint | undefined

/**
 * Writes the list of a comparison as a Parquet file: texts, integers of 64 bits, booleans, and timestamps in milliseconds of
 * UTC, of which parts are cut off; any of them may have no value.
 */
export function parquetComparisonWriter(sink: ByteSink): ComparisonWriter {
  const columns = comparisonColumns.map((column) => ({
    ...column,
    cells: new Array<ParquetCell>(),
  }))
  const writer = new ParquetWriter({
    writer: new SinkBytes(sink),
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)],
    createdBy: 'bucket-inventory',
    // They would keep texts of each row group, and all that those were cut from, to the end.
    statistics: false,
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
    async write(objects) {
      for (const object of objects) {
        for (const { cell, cells } of columns) cells.push(parquetCell(cell(object)))
        rows++
        if (rows === rowsPerGroup) await writeGroup()
      }
    },
    async end() {
      await writeGroup()
      await writer.finish()
    },
  }
}

/** Bytes that go to the sink after each row group, so that none are kept. */
class SinkBytes extends ByteWriter {
  readonly #sink: ByteSink

  constructor(sink: ByteSink) {
    super()
    this.#sink = sink
  }

  async flush(): Promise<void> {
    await this.#sink.write(this.getBytes())
    this.index = 0
  }

  override async finish(): Promise<void> {
    await this.flush()
  }
}

function elementOf({ name, type }: ComparisonColumn): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...elements[type] }
}

const elements: Readonly<Record<ComparisonColumn['type'], Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  boolean: { type: 'BOOLEAN' },
}

function parquetCell(cell: Cell): ParquetCell {
  return typeof cell === 'number' ? BigInt(Math.trunc(cell)) : cell
}
