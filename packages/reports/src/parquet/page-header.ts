import { ParquetFault } from './parquet-fault.ts'
import { ThriftReader } from './thrift-reader.ts'

/** What is written before the bytes of a page. */
export interface PageHeader {
  /** Bytes of the header itself. */
  readonly headerLength: number
  /** Bytes of the page as stored, and as they were before they were compressed. */
  readonly length: number
  readonly plainLength: number
  /** CRC-32 of the bytes as stored, as a signed number. */
  readonly checksum: number | undefined
  readonly page:
    | { readonly kind: 'dictionary'; readonly values: number; readonly encoding: number }
    | DataPageHeader
    | { readonly kind: 'index' }
}

/** Of both versions. */
export interface DataPageHeader {
  readonly kind: 'data'
  readonly version: 1 | 2
  /** Nulls among them. */
  readonly values: number
  readonly encoding: number
  /** Version 1. */
  readonly levelEncoding: number
  /** Version 2: bytes of both kinds of levels, which are before the values and never compressed. */
  readonly repetitionLength: number
  readonly definitionLength: number
  readonly rows: number | undefined
  readonly compressed: boolean
}

/** The header at the begin of the bytes; `undefined` where they end within it. Throws a fault for what is none. */
export function parsePageHeader(bytes: Uint8Array): PageHeader | undefined {
  const reader = new ThriftReader(bytes)
  try {
    return readHeader(reader)
  } catch (error) {
    if (reader.exhausted) return undefined
    throw error
  }
}

function readHeader(reader: ThriftReader): PageHeader {
  let type = -1
  let length = -1
  let plainLength = -1
  let checksum: number | undefined
  const pages: { 0?: PageHeader['page']; 2?: PageHeader['page']; 3?: PageHeader['page'] } = {}
  reader.struct((field) => {
    if (field === 1) type = reader.integer()
    else if (field === 2) plainLength = reader.integer()
    else if (field === 3) length = reader.integer()
    else if (field === 4) checksum = reader.integer()
    else if (field === 5) pages[0] = readData(reader)
    else if (field === 7) pages[2] = readDictionary(reader)
    else if (field === 8) pages[3] = readDataOfVersion2(reader)
    else return false
    return true
  })
  const page =
    type === 1
      ? ({ kind: 'index' } as const)
      : type === 0 || type === 2 || type === 3
        ? pages[type]
        : undefined
  if (page === undefined) throw malformed(`a page of type ${type} has no header of that type`)
  if (length < 0 || plainLength < 0) throw malformed('a page has no length')
  return { headerLength: reader.position, length, plainLength, checksum, page }
}

function readDictionary(reader: ThriftReader): PageHeader['page'] {
  let values = -1
  let encoding = -1
  reader.struct((field) => {
    if (field === 1) values = reader.integer()
    else if (field === 2) encoding = reader.integer()
    else return false
    return true
  })
  if (values < 0) throw malformed('a dictionary has no number of values')
  return { kind: 'dictionary', values, encoding }
}

function readData(reader: ThriftReader): DataPageHeader {
  let values = -1
  let encoding = -1
  let levelEncoding = -1
  reader.struct((field) => {
    if (field === 1) values = reader.integer()
    else if (field === 2) encoding = reader.integer()
    else if (field === 3) levelEncoding = reader.integer()
    else return false
    return true
  })
  if (values < 0) throw malformed('a page has no number of values')
  return { ...noLevels, kind: 'data', version: 1, values, encoding, levelEncoding }
}

const noLevels = {
  repetitionLength: 0,
  definitionLength: 0,
  rows: undefined,
  compressed: true,
}

function readDataOfVersion2(reader: ThriftReader): DataPageHeader {
  let values = -1
  let rows = -1
  let encoding = -1
  let definitionLength = -1
  let repetitionLength = -1
  let compressed = true
  reader.struct((field) => {
    if (field === 1) values = reader.integer()
    else if (field === 3) rows = reader.integer()
    else if (field === 4) encoding = reader.integer()
    else if (field === 5) definitionLength = reader.integer()
    else if (field === 6) repetitionLength = reader.integer()
    else if (field === 7) compressed = reader.boolean()
    else return false
    return true
  })
  if (Math.min(values, rows, definitionLength, repetitionLength) < 0) {
    throw malformed('the header of a page is not complete')
  }
  return {
    kind: 'data',
    version: 2,
    values,
    rows,
    encoding,
    levelEncoding: -1,
    definitionLength,
    repetitionLength,
    compressed,
  }
}

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', message)
}
