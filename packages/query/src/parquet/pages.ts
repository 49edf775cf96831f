import { ThriftWriter } from './thrift-writer.ts'

/** Parquet's numbers of the encodings that are written. */
export const encoding = { plain: 0, rle: 3, deltaLength: 6, dictionary: 8 } as const

const dataPage = 0
const dictionaryPage = 2

/** The head of a page of so many rows, of which so many bytes follow: levels, then values. */
export function dataPageHead(rows: number, valueEncoding: number, size: number): Uint8Array {
  const head = pageHead(dataPage, size)
  head.struct(5, (page) => {
    page.i32(1, rows)
    page.i32(2, valueEncoding)
    page.i32(3, encoding.rle)
    page.i32(4, encoding.rle)
  })
  return head.end()
}

/** The head of a dictionary of so many values. */
export function dictionaryPageHead(values: number, size: number): Uint8Array {
  const head = pageHead(dictionaryPage, size)
  head.struct(7, (page) => {
    page.i32(1, values)
    page.i32(2, encoding.plain)
  })
  return head.end()
}

function pageHead(type: number, size: number): ThriftWriter {
  const head = new ThriftWriter()
  head.i32(1, type)
  head.i32(2, size)
  head.i32(3, size)
  return head
}
