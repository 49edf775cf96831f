import { BooleanColumnDecoder } from './boolean-column-decoder.ts'
import { chunkExtent } from './chunk-extent.ts'
import { ChunkWindow } from './chunk-window.ts'
import { ColumnChunkReader } from './column-chunk-reader.ts'
import type { ColumnDecoder } from './column-decoder.ts'
import type { ColumnType } from './column-type.ts'
import { PageDecompressor, refusedCodec } from './decompress-page.ts'
import type { RowGroup } from './file-metadata.ts'
import { NumberColumnDecoder } from './number-column-decoder.ts'
import type { OpenFile } from './open-file.ts'
import type { ReadableColumn } from './parquet-columns.ts'
import { ParquetFault } from './parquet-fault.ts'
import { TextColumnDecoder } from './text-column-decoder.ts'

/** A column that is being read, row group after row group. */
export class ReadColumn {
  readonly decoder: ColumnDecoder
  readonly #file: OpenFile
  readonly #column: ReadableColumn
  readonly #decompressor = new PageDecompressor()

  constructor(file: OpenFile, column: ReadableColumn, asTexts: boolean) {
    this.#file = file
    this.#column = column
    this.decoder = columnDecoder(column.type, asTexts)
  }

  get name(): string {
    return this.#column.name
  }

  /** Begins to read its chunk of a row group. Throws a fault where that cannot be. */
  open(group: RowGroup, signal: AbortSignal | undefined): ColumnChunkReader {
    const { source, footerStart } = this.#file
    const { chunk, start, end } = chunkExtent(group, this.#column, footerStart)
    const { codec, refused = refusedCodec(codec) } = chunk
    if (refused !== undefined) throw new ParquetFault('unsupported', refused)
    return new ColumnChunkReader({
      window: new ChunkWindow(source, start, end, signal),
      decoder: this.decoder,
      decompressor: this.#decompressor,
      codec,
      optional: this.#column.optional,
      rows: group.rows,
    })
  }
}

/** The column of that name; `undefined` where there is none. Throws a fault for one that is not read. */
export function readColumn(file: OpenFile, name: string, asTexts: boolean): ReadColumn | undefined {
  const [column, another] = file.columns.filter((column) => column.name === name)
  if (column === undefined) return undefined
  if (another !== undefined) {
    throw new ParquetFault('corrupt-report', 'several columns are of that name')
  }
  if ('refused' in column) throw new ParquetFault('unsupported', column.refused)
  if (asTexts && column.type.kind !== 'text') {
    throw new ParquetFault('unsupported', `it holds ${column.type.kind}s where texts are wanted`)
  }
  return new ReadColumn(file, column, asTexts)
}

function columnDecoder(type: ColumnType, asTexts: boolean): ColumnDecoder {
  switch (type.kind) {
    case 'boolean':
      return new BooleanColumnDecoder()
    case 'number':
      return new NumberColumnDecoder(type.format, type.unit)
    case 'text':
      return new TextColumnDecoder(type.length, asTexts)
  }
}
