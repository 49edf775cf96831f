import type { ReadProgress } from '../report-reader.ts'
import type { ReportFile } from './report-manifest.ts'

/** How far the files of a report are read: told with every step as data of its own, and never beyond the whole. */
export class ReadingProgress {
  #rows = 0
  #files = 0
  /** Bytes of the files that are done. */
  #done = 0
  /** Bytes read so far of those that are not. */
  readonly #open = new Map<ReportFile, number>()
  readonly #totalBytes: number
  readonly #totalFiles: number
  readonly #onProgress: ((progress: ReadProgress) => void) | undefined

  constructor(
    files: readonly ReportFile[],
    onProgress: ((progress: ReadProgress) => void) | undefined,
  ) {
    this.#totalBytes = files.reduce((sum, { size }) => sum + size, 0)
    this.#totalFiles = files.length
    this.#onProgress = onProgress
  }

  /** Bytes of a file came. */
  read(file: ReportFile, bytes: number): void {
    this.#open.set(file, (this.#open.get(file) ?? 0) + bytes)
    this.#tell()
  }

  /** Rows were made of what came. */
  decode(rows: number): void {
    this.#rows += rows
    this.#tell()
  }

  /** Of what was skipped of a file nothing is left to do. */
  finish(file: ReportFile): void {
    this.#open.delete(file)
    this.#done += file.size
    this.#files += 1
    this.#tell()
  }

  #tell(): void {
    if (this.#onProgress === undefined) return
    const open = [...this.#open].map(([{ size }, count]) => Math.min(size, count))
    this.#onProgress({
      bytes: open.reduce((sum, count) => sum + count, this.#done),
      totalBytes: this.#totalBytes,
      rows: this.#rows,
      files: this.#files,
      totalFiles: this.#totalFiles,
    })
  }
}
