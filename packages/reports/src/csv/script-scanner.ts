import type { ColumnAddress, CsvScanner } from './csv-scanner.ts'
import { ScannerMemory, scannerPages } from './scanner-memory.ts'
import { scanBlock } from './script/scan-block.ts'
import { scanCodes } from './script/scan-codes.ts'
import { scanInstants } from './script/scan-instants.ts'
import { scanNumbers } from './script/scan-numbers.ts'
import { scanTexts } from './script/scan-texts.ts'

/** The scanner in TypeScript, for where there is no WebAssembly; what it does is what `assembly/scanner.ts` does. */
export class ScriptScanner implements CsvScanner {
  readonly memory = new ScannerMemory(new ArrayBuffer(scannerPages * 65_536))

  scan(block: number, length: number, columns: number, limit: number): number {
    return scanBlock(this.memory, block, length, columns, limit)
  }

  numbers(at: ColumnAddress, from: number, rows: number, into: number): number {
    return scanNumbers(this.memory, at, from, rows, into)
  }

  instants(at: ColumnAddress, from: number, rows: number, into: number): number {
    return scanInstants(this.memory, at, from, rows, into)
  }

  texts(
    at: ColumnAddress,
    rows: number,
    decode: boolean,
    into: number,
    ends: number,
    wide: number,
  ): number {
    return scanTexts(this.memory, at, rows, decode, into, ends, wide)
  }

  codes(
    at: ColumnAddress,
    last: number,
    rows: number,
    group: number,
    known: number,
    words: number,
    into: number,
  ): number {
    return scanCodes(this.memory, at, last, rows, group, known, words, into)
  }
}
