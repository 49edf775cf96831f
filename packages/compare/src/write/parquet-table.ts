import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { SchemaElement } from 'hyparquet-writer'

/** Where bytes go. */
export interface ByteSink {
  /** Resolves when they are taken; their memory may be used again then. */
  readonly write: (bytes: Uint8Array) => Promise<void>
}

/** A column of a table. */
export interface TableColumn {
  readonly name: string
  readonly type: 'text' | 'integer' | 'instant' | 'boolean'
}

/** What stands in a cell; `undefined`: nothing. Instants are epoch milliseconds. */
export type TableCell = string | number | boolean | undefined

export interface ParquetTableOptions {
  /**
   * Keep the least and greatest value of each column in each row group, which readers skip groups by. They stay in memory to
   * the end, with all that they were cut from. Default: true.
   */
  readonly statistics?: boolean
}

/** As many rows are in memory at a time. */
const rowsPerGroup = 20_000

type ParquetCell = string | boolean | bigint | undefined

/**
 * Writes a table as a Parquet file: texts, integers of 64 bits, booleans, and timestamps in milliseconds of UTC, of which
 * parts are cut off; any of them may have no value. Rejects as the sink does.
 */
export class ParquetTable {
  readonly #columns: readonly (TableColumn & { readonly cells: ParquetCell[] })[]
  readonly #writer: ParquetWriter
  #rows = 0

  constructor(
    columns: readonly TableColumn[],
    sink: ByteSink,
    { statistics = true }: ParquetTableOptions = {},
  ) {
    this.#columns = columns.map(({ name, type }) => ({ name, type, cells: [] }))
    this.#writer = new ParquetWriter({
      writer: new SinkBytes(sink),
      schema: [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)],
      createdBy: 'bucket-inventory',
      statistics,
    })
  }

  /** The next cell of a column, by its place among them. */
  add(column: number, cell: TableCell): void {
    const value = typeof cell === 'number' ? BigInt(Math.trunc(cell)) : cell
    this.#columns[column]?.cells.push(value)
  }

  /** So many rows are whole now; what is enough for a row group is written. */
  async endRows(count: number): Promise<void> {
    this.#rows += count
    if (this.#rows >= rowsPerGroup) await this.#writeGroup()
  }

  /** What is left to write; nothing can be written after. */
  async end(): Promise<void> {
    await this.#writeGroup()
    await this.#writer.finish()
  }

  async #writeGroup(): Promise<void> {
    if (this.#rows === 0) return
    const columnData = this.#columns.map(({ name, cells }) => ({ name, data: cells }))
    await this.#writer.write({ columnData, rowGroupSize: this.#rows })
    for (const { cells } of this.#columns) cells.length = 0
    this.#rows = 0
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

function elementOf({ name, type }: TableColumn): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...elements[type] }
}

const elements: Readonly<Record<TableColumn['type'], Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  boolean: { type: 'BOOLEAN' },
}
