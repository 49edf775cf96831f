import type { ColumnAddress, CsvScanner } from './csv-scanner.ts'
import {
  mostWordBytes,
  mostWords,
  places,
  ScannerMemory,
  scannerPages,
  wordSlots,
} from './scanner-memory.ts'
import { scannerModule } from './scanner-module.ts'

type Call = (...values: number[]) => number

let compiled: WebAssembly.Module | null | undefined

/** The scanner in WebAssembly; `undefined` where there is none, or none with SIMD. */
export function wasmScanner(): CsvScanner | undefined {
  compiled ??= compile()
  return compiled === null ? undefined : new WasmScanner(compiled)
}

// Compiling takes a third of a millisecond, so it need not wait for anything.
function compile(): WebAssembly.Module | null {
  if (typeof WebAssembly === 'undefined') return null
  const bytes = Buffer.from(scannerModule, 'base64')
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null
}

/** Calls what stands in `assembly/scanner.ts`. */
class WasmScanner implements CsvScanner {
  readonly memory: ScannerMemory
  readonly #scan: Call
  readonly #numbers: Call
  readonly #instants: Call
  readonly #texts: Call
  readonly #codes: Call

  constructor(module: WebAssembly.Module) {
    const memory = new WebAssembly.Memory({ initial: scannerPages, maximum: scannerPages })
    const { exports } = new WebAssembly.Instance(module, { env: { memory } })
    const call = (name: string): Call => {
      const found = exports[name]
      if (found === undefined) throw new TypeError(`the scanner has no "${name}"`)
      return found
    }
    this.memory = new ScannerMemory(memory.buffer)
    this.#scan = call('scan')
    this.#numbers = call('numbers')
    this.#instants = call('instants')
    this.#texts = call('texts')
    this.#codes = call('codes')
  }

  scan(block: number, length: number, columns: number, limit: number): number {
    return this.#scan(block, length, columns, limit, places.bounds)
  }

  numbers({ columns, column }: ColumnAddress, from: number, rows: number, into: number): number {
    return this.#numbers(places.bounds, columns, column, from, rows, into)
  }

  instants({ columns, column }: ColumnAddress, from: number, rows: number, into: number): number {
    return this.#instants(places.bounds, columns, column, from, rows, into)
  }

  texts(
    { columns, column }: ColumnAddress,
    rows: number,
    decode: boolean,
    into: number,
    ends: number,
    wide: number,
  ): number {
    const { bounds, counts } = places
    return this.#texts(bounds, columns, column, rows, decode ? 1 : 0, into, ends, wide, counts)
  }

  codes(
    { columns, column }: ColumnAddress,
    last: number,
    rows: number,
    group: number,
    known: number,
    words: number,
    into: number,
  ): number {
    return this.#codes(
      places.bounds,
      columns,
      column,
      last,
      rows,
      group,
      known,
      words,
      into,
      places.words,
      mostWords,
      places.slots,
      wordSlots - 1,
      places.wordBytes,
      mostWordBytes,
    )
  }
}
