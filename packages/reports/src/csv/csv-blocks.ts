import { InventoryError } from '@bucket-inventory/core'

import type { CsvScanner } from './csv-scanner.ts'
import { readGeneralCsv } from './general-csv.ts'
import { blockBytes, blockFields, blockRows, places } from './scanner-memory.ts'

/** One byte is left for the line end that the last row may lack. */
const mostBytes = blockBytes - 1
const lineFeed = 0x0a

/** Whole rows that the scanner has found the fields of. */
export interface ScannedRows {
  readonly rows: number
  /** Number of the first in the file, from 0. */
  readonly firstRow: number
  /** The error of a row. */
  readonly fail: (row: number, problem: string) => InventoryError
}

/** Cuts the text of one file into blocks of whole rows, in the memory of the scanner, whatever the pieces it comes in. */
export class CsvBlocks {
  readonly #scanner: CsvScanner
  readonly #file: string
  readonly #columns: number
  /** Fields of whole rows that a block may have. */
  readonly #limit: number
  /** Bytes in the block, and how many of them are done with. */
  #filled = 0
  #done = 0
  /** Bytes and rows of the text before the block. */
  #offset = 0
  #rows = 0

  constructor(scanner: CsvScanner, file: string, columns: number) {
    this.#scanner = scanner
    this.#file = file
    this.#columns = columns
    this.#limit = Math.min(blockRows, Math.floor(blockFields / columns)) * columns
  }

  /** Bytes that wait. */
  get waiting(): number {
    return this.#filled - this.#done
  }

  /** Takes what there is room for of the bytes from `at` on, and returns how many. */
  take(bytes: Uint8Array, at: number): number {
    this.#shift()
    const taken = Math.min(bytes.length - at, mostBytes - this.#filled)
    const part = at === 0 && taken === bytes.length ? bytes : bytes.subarray(at, at + taken)
    this.#scanner.memory.bytes.set(part, places.block + this.#filled)
    this.#filled += taken
    return taken
  }

  /** The next rows, valid until the next call of anything; `undefined` where more bytes are needed first. */
  next(): ScannedRows | undefined {
    this.#shift()
    const scanned = this.#scan()
    this.#done = scanned.consumed
    if (scanned.rows > 0) {
      const firstRow = this.#rows
      this.#rows += scanned.rows
      return {
        rows: scanned.rows,
        firstRow,
        fail: (row, problem) => this.#error(firstRow + row, scanned.startOf(row), problem),
      }
    }
    if (scanned.consumed === 0 && this.#filled === mostBytes) {
      throw this.#error(
        this.#rows,
        0,
        `is longer than ${mostBytes} bytes, or a quote is not closed`,
      )
    }
    return undefined
  }

  /** No more bytes come: the last row may lack its line end. Call {@link next} until it has no more, then {@link close}. */
  end(): void {
    this.#shift()
    const { bytes } = this.#scanner.memory
    const end = places.block + this.#filled
    if (this.#filled > 0 && bytes[end - 1] !== lineFeed) {
      bytes[end] = lineFeed
      this.#filled++
    }
  }

  /** Throws where the text ended within a row. */
  close(): void {
    if (this.waiting > 0)
      throw this.#error(this.#rows, this.#done, 'has a quote that is not closed')
  }

  /** Moves what is not done with to the front. */
  #shift(): void {
    if (this.#done === 0) return
    const { block } = places
    this.#scanner.memory.bytes.copyWithin(block, block + this.#done, block + this.#filled)
    this.#filled -= this.#done
    this.#offset += this.#done
    this.#done = 0
  }

  #scan(): { rows: number; consumed: number; startOf: (row: number) => number } {
    const { memory } = this.#scanner
    const { block } = places
    const columns = this.#columns
    memory.bytes.fill(0, block + this.#filled, block + this.#filled + 64)
    const rows = this.#scanner.scan(block, this.#filled, columns, this.#limit)
    if (rows >= 0) {
      const startOf = (row: number): number => (memory.bounds[row * columns] ?? 0) + 1 - block
      return { rows, consumed: startOf(rows), startOf }
    }
    const general = readGeneralCsv(
      memory,
      this.#filled,
      columns,
      this.#limit,
      (row, start, problem) => this.#error(this.#rows + row, start, problem),
    )
    return {
      rows: general.starts.length,
      consumed: general.consumed,
      startOf: (row) => general.starts[row] ?? 0,
    }
  }

  /** `row` from 0 in the file, `start` in the block. */
  #error(row: number, start: number, problem: string): InventoryError {
    const position = { file: this.#file, row: row + 1, byte: this.#offset + start }
    const message = `data file "${this.#file}": row ${position.row} at byte ${position.byte}: ${problem}`
    return new InventoryError('corrupt-report', message, { position })
  }
}
