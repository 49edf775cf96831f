import type { ColumnParts, ColumnReader, StreamPositions } from './column-reader.ts'
import type { OrcColumn } from './orc-column.ts'
import type { OrcField } from './orc-type.ts'
import { PresentReader } from './present-reader.ts'
import type { StreamPosition } from './stream-positions.ts'

/** Reads the values of one stream. */
interface DataReader {
  seek(position: StreamPosition | undefined): Promise<void>
  finish(): Promise<void>
}

/** What is common to columns that have all their values in one stream, `data`. */
export abstract class DataColumnReader<Data extends DataReader> implements ColumnReader {
  protected readonly field: OrcField
  protected readonly present: PresentReader
  protected readonly data: Data

  constructor({ field, streams, capacity }: ColumnParts, data: Data) {
    this.field = field
    this.present = new PresentReader(streams.present(field), capacity)
    this.data = data
  }

  abstract read(rows: number, firstRow: number): Promise<OrcColumn>

  async seek(positions: StreamPositions): Promise<void> {
    await this.present.seek(positions.get('present'))
    await this.data.seek(positions.get('data'))
  }

  async finish(): Promise<void> {
    await this.present.finish()
    await this.data.finish()
  }
}
