import { crc32 } from 'node:zlib'

import type { ChunkWindow } from './chunk-window.ts'
import type { ColumnDecoder } from './column-decoder.ts'
import { encoding } from './data-page.ts'
import type { DataPage, DictionaryPage } from './data-page.ts'
import type { PageDecompressor } from './decompress-page.ts'
import { HybridReader } from './hybrid-reader.ts'
import type { PageBytes } from './page-bytes.ts'
import { parsePageHeader } from './page-header.ts'
import type { DataPageHeader, PageHeader } from './page-header.ts'
import { ParquetFault } from './parquet-fault.ts'

export interface ColumnChunkParts {
  readonly window: ChunkWindow
  readonly decoder: ColumnDecoder
  readonly decompressor: PageDecompressor
  readonly codec: number
  /** Whether its pages say which rows have a value. */
  readonly optional: boolean
  readonly rows: number
}

/** Takes the pages of a column chunk apart. Throws faults. */
export class ColumnChunkReader {
  readonly #chunk: ColumnChunkParts
  /** Where in the file the page begins that is being read. */
  pageAt: number
  /** Rows of pages to come, and of the page at hand. */
  #rowsLeft: number
  #pageRowsLeft = 0
  #hasBegun = false

  constructor(chunk: ColumnChunkParts) {
    this.#chunk = chunk
    this.#rowsLeft = chunk.rows
    this.pageAt = chunk.window.position
  }

  /** Decodes the next rows, as many as the page at hand has, and says how many. */
  append(rows: number): number {
    const here = Math.min(rows, this.#pageRowsLeft)
    if (here === 0) return 0
    this.#chunk.decoder.append(here)
    this.#pageRowsLeft -= here
    if (this.#pageRowsLeft === 0) this.#chunk.decoder.endPage()
    return here
  }

  /** Goes to the next data page. */
  async nextPage(): Promise<void> {
    const { window, decoder } = this.#chunk
    for (;;) {
      this.pageAt = window.position
      if (window.left === 0) {
        throw malformed(`its pages end ${this.#rowsLeft} rows before its row group does`)
      }
      const header = await this.#header()
      refuseLong(header)
      await window.hold(header.length)
      const bytes = window.take(header.length)
      verify(header, bytes)
      const { page } = header
      if (page.kind === 'index') continue
      if (page.kind === 'dictionary') {
        if (this.#hasBegun) throw malformed('it has a dictionary where no dictionary may be')
        decoder.beginChunk(this.#dictionary(header, bytes, page))
        this.#hasBegun = true
        continue
      }
      if (!this.#hasBegun) decoder.beginChunk()
      this.#hasBegun = true
      if (page.values > this.#rowsLeft) {
        throw malformed(`a page has ${page.values} values where ${this.#rowsLeft} rows are left`)
      }
      if (page.values === 0) continue
      decoder.beginPage(this.#data(header, bytes, page))
      this.#pageRowsLeft = page.values
      this.#rowsLeft -= page.values
      return
    }
  }

  /** Throws if anything is left. */
  finish(): void {
    const { left, position } = this.#chunk.window
    this.pageAt = position
    if (left > 0) throw malformed(`${left} bytes are left when all rows of its row group are read`)
  }

  async #header(): Promise<PageHeader> {
    const { window } = this.#chunk
    for (let length = 256; ; length *= 8) {
      await window.hold(Math.min(length, window.left))
      const header = parsePageHeader(window.held)
      if (header !== undefined) {
        window.take(header.headerLength)
        return header
      }
      if (length >= window.left || length > longestHeader) {
        throw malformed('the header of a page goes on behind the end of its column')
      }
    }
  }

  #dictionary(
    { plainLength }: PageHeader,
    bytes: Uint8Array,
    { values, encoding: written }: { readonly values: number; readonly encoding: number },
  ): DictionaryPage {
    if (written !== encoding.plain && written !== encoding.plainDictionary) {
      throw malformed(`its dictionary is of the encoding ${written}`)
    }
    const { codec, decompressor } = this.#chunk
    const plain = decompressor.decompress(codec, bytes, plainLength)
    return { ...plain, encoding: encoding.plain, start: 0, end: plainLength, count: values }
  }

  #data({ plainLength }: PageHeader, bytes: Uint8Array, page: DataPageHeader): DataPage {
    return page.version === 1
      ? this.#dataOfVersion1(plainLength, bytes, page)
      : this.#dataOfVersion2(plainLength, bytes, page)
  }

  #dataOfVersion1(length: number, stored: Uint8Array, page: DataPageHeader): DataPage {
    const { codec, decompressor, optional } = this.#chunk
    const plain = decompressor.decompress(codec, stored, length)
    const { levels, start } = optional ? levelsOf(plain, length, page) : noLevels
    return { ...plain, encoding: page.encoding, start, end: length, levels }
  }

  #dataOfVersion2(length: number, stored: Uint8Array, page: DataPageHeader): DataPage {
    const { codec, decompressor, optional } = this.#chunk
    const { repetitionLength, definitionLength, rows, values } = page
    const levelsLength = repetitionLength + definitionLength
    if (levelsLength > stored.length || levelsLength > length) {
      throw malformed('the levels of a page go on behind its end')
    }
    if (rows !== values) throw malformed(`a page has ${values} values for ${rows} rows`)
    const levels = optional
      ? new HybridReader(stored, repetitionLength, levelsLength, 1, 2)
      : undefined
    const end = length - levelsLength
    const compressed = stored.subarray(levelsLength)
    const plain = decompressor.decompress(page.compressed ? codec : 0, compressed, end)
    return { ...plain, encoding: page.encoding, start: 0, end, levels }
  }
}

const noLevels = { levels: undefined, start: 0 }

/** A header holds the least and the greatest value of its page. */
const longestHeader = 16 * 1024 * 1024

/** Far more than writers put into one: the default is one mebibyte, or a row group in a page. */
const longestPage = 64 * 1024 * 1024

function refuseLong({ length, plainLength }: PageHeader): void {
  const greater = Math.max(length, plainLength)
  if (greater <= longestPage) return
  throw new ParquetFault('unsupported', `a page has ${greater} bytes, more than ${longestPage}`)
}

function verify({ checksum }: PageHeader, bytes: Uint8Array): void {
  if (checksum === undefined || crc32(bytes) === checksum >>> 0) return
  throw malformed('a page does not have the checksum that its header says')
}

/** Version 1: levels are at the begin of the page, after their length. */
function levelsOf(
  { bytes, view }: PageBytes,
  end: number,
  page: DataPageHeader,
): { readonly levels: HybridReader; readonly start: number } {
  if (page.levelEncoding !== encoding.runLength) {
    throw new ParquetFault('unsupported', `its levels are of the encoding ${page.levelEncoding}`)
  }
  const start = 4 + (end < 4 ? 0 : view.getUint32(0, true))
  if (start > end) throw malformed('the levels of a page go on behind its end')
  return { levels: new HybridReader(bytes, 4, start, 1, 2), start }
}

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', message)
}
