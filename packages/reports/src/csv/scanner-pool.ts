import type { CsvScanner } from './csv-scanner.ts'
import { ScriptScanner } from './script-scanner.ts'
import { wasmScanner } from './wasm-scanner.ts'

/** Each has a memory of some megabytes that would otherwise be made anew for every file. */
const idle: CsvScanner[] = []

/** The fastest scanner that runs here, for one file at a time. Must be returned when the file is read. */
export function borrowScanner(): CsvScanner {
  return idle.pop() ?? wasmScanner() ?? new ScriptScanner()
}

export function returnScanner(scanner: CsvScanner): void {
  idle.push(scanner)
}
