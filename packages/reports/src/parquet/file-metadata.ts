import { ParquetFault } from './parquet-fault.ts'
import { ThriftReader } from './thrift-reader.ts'

/**
 * What a footer says, as far as it is of use here, as it says it: numbers stand for types, codecs and so on.
 *
 * https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
 */
export interface FileMetadata {
  readonly rows: number
  /** The tree of columns, flattened, its root first. */
  readonly schema: readonly SchemaElement[]
  readonly rowGroups: readonly RowGroup[]
  /** Of each leaf: whether its least and greatest value are by the order of its type, which older files do not say. */
  readonly ordered: readonly boolean[]
}

export interface SchemaElement {
  readonly name: string
  readonly children: number
  /** Of a leaf only. */
  readonly type?: number
  readonly length?: number
  readonly repetition?: number
  readonly converted?: number
  readonly logical?: LogicalType
}

export interface LogicalType {
  readonly id: number
  /** Of times. */
  readonly unit?: number
  /** Of integers. */
  readonly signed?: boolean
}

export interface RowGroup {
  readonly rows: number
  /** One for each leaf. */
  readonly chunks: readonly ColumnChunk[]
}

export interface ColumnChunk {
  readonly type: number
  readonly codec: number
  readonly values: number
  readonly length: number
  readonly dataOffset: number
  readonly dictionaryOffset: number | undefined
  readonly statistics: ChunkStatistics | undefined
  /** Why it cannot be read. */
  readonly refused: string | undefined
}

export interface ChunkStatistics {
  /** Of old files, compared as signed bytes or numbers. */
  readonly oldLeast?: Uint8Array
  readonly oldMost?: Uint8Array
  readonly least?: Uint8Array
  readonly most?: Uint8Array
}

type Written<T> = { -readonly [K in keyof T]?: T[K] }

/** Throws a fault for bytes that are no metadata of a file. */
export function parseFileMetadata(bytes: Uint8Array): FileMetadata {
  const reader = new ThriftReader(bytes)
  const schema: SchemaElement[] = []
  const rowGroups: RowGroup[] = []
  const ordered: boolean[] = []
  let rows: number | undefined
  reader.struct((field) => {
    if (field === 2) reader.list(() => schema.push(readElement(reader)))
    else if (field === 3) rows = reader.integer()
    else if (field === 4) reader.list(() => rowGroups.push(readRowGroup(reader)))
    else if (field === 7) reader.list(() => ordered.push(readUnion(reader) === 1))
    else return false
    return true
  })
  return { rows: required(rows, 'its number of rows'), schema, rowGroups, ordered }
}

function readElement(reader: ThriftReader): SchemaElement {
  const element: Written<SchemaElement> = {}
  reader.struct((field) => {
    if (field === 1) element.type = reader.integer()
    else if (field === 2) element.length = reader.integer()
    else if (field === 3) element.repetition = reader.integer()
    else if (field === 4) element.name = reader.text()
    else if (field === 5) element.children = reader.integer()
    else if (field === 6) element.converted = reader.integer()
    else if (field === 10) element.logical = readLogicalType(reader)
    else return false
    return true
  })
  const { name, children = 0, ...rest } = element
  return { ...rest, name: required(name, 'the name of a column'), children }
}

function readLogicalType(reader: ThriftReader): LogicalType {
  const logical: Written<LogicalType> = {}
  reader.struct((id) => {
    logical.id = id
    reader.struct((field) => {
      if (field === 2 && (id === 7 || id === 8)) logical.unit = readUnion(reader)
      else if (field === 2 && id === 10) logical.signed = reader.boolean()
      else return false
      return true
    })
    return true
  })
  return { ...logical, id: logical.id ?? 0 }
}

/** Which member of a union is there, whatever it holds; 0 for none. */
function readUnion(reader: ThriftReader): number {
  let member = 0
  reader.struct((field) => {
    member = field
    return false
  })
  return member
}

function readRowGroup(reader: ThriftReader): RowGroup {
  const chunks: ColumnChunk[] = []
  let rows: number | undefined
  reader.struct((field) => {
    if (field === 1) reader.list(() => chunks.push(readChunk(reader)))
    else if (field === 3) rows = reader.integer()
    else return false
    return true
  })
  return { rows: required(rows, 'the number of rows of a row group'), chunks }
}

function readChunk(reader: ThriftReader): ColumnChunk {
  const chunk: Written<ColumnChunk> = {}
  reader.struct((field) => {
    if (field === 1) chunk.refused = `it is in another file, "${reader.text()}"`
    else if (field === 3) readChunkMetadata(reader, chunk)
    else if (field === 8) {
      chunk.refused = 'it is encrypted'
      return false
    } else return false
    return true
  })
  const { type, codec, values, length, dataOffset, refused } = chunk
  return {
    type: required(type, 'the type of a column chunk'),
    codec: required(codec, 'the codec of a column chunk'),
    values: required(values, 'the number of values of a column chunk'),
    length: required(length, 'the length of a column chunk'),
    dataOffset: required(dataOffset, 'the place of a column chunk'),
    dictionaryOffset: chunk.dictionaryOffset,
    statistics: chunk.statistics,
    refused,
  }
}

function readChunkMetadata(reader: ThriftReader, chunk: Written<ColumnChunk>): void {
  reader.struct((field) => {
    if (field === 1) chunk.type = reader.integer()
    else if (field === 4) chunk.codec = reader.integer()
    else if (field === 5) chunk.values = reader.integer()
    else if (field === 7) chunk.length = reader.integer()
    else if (field === 9) chunk.dataOffset = reader.integer()
    else if (field === 11) chunk.dictionaryOffset = reader.integer()
    else if (field === 12) chunk.statistics = readStatistics(reader)
    else return false
    return true
  })
}

function readStatistics(reader: ThriftReader): ChunkStatistics {
  const statistics: Written<ChunkStatistics> = {}
  reader.struct((field) => {
    if (field === 1) statistics.oldMost = reader.bytes()
    else if (field === 2) statistics.oldLeast = reader.bytes()
    else if (field === 5) statistics.most = reader.bytes()
    else if (field === 6) statistics.least = reader.bytes()
    else return false
    return true
  })
  return statistics
}

function required<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value
  throw new ParquetFault('corrupt-report', `its footer does not say ${what}`)
}
