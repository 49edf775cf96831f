import type { CompareOptions } from '@bucket-inventory/compare'
import type { ReadProgress, ReportReader } from '@bucket-inventory/reports'

type SideProgress = Parameters<NonNullable<CompareOptions['onProgress']>>[0]

/** How far both sides together are: their bytes are known from the manifests before the first is read. */
export class ComparingProgress {
  readonly #sides: Record<'left' | 'right', ReadProgress>

  constructor(left: ReportReader, right: ReportReader) {
    this.#sides = { left: unread(left), right: unread(right) }
  }

  /** What is known now, with what one side tells. */
  with({ side, ...progress }: SideProgress): ReadProgress {
    this.#sides[side] = progress
    const { left, right } = this.#sides
    return {
      bytes: left.bytes + right.bytes,
      totalBytes: left.totalBytes + right.totalBytes,
      rows: left.rows + right.rows,
      files: left.files + right.files,
      totalFiles: left.totalFiles + right.totalFiles,
    }
  }
}

function unread({ manifest: { files } }: ReportReader): ReadProgress {
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0)
  return { bytes: 0, totalBytes, rows: 0, files: 0, totalFiles: files.length }
}
