import type { ChecksumRecord } from '../checksum-record.ts'

/** An object of which no checksum was computed, though it was asked for. */
export interface FailedChecksum {
  /** Decoded. Bytes where it is no UTF-8. */
  readonly key: string | Uint8Array
  readonly versionId?: string | null
  /** What the service said. */
  readonly message: string
  readonly file: string
  readonly line: number
}

/** What a row says; a string: what is wrong with it. */
export type ChecksumRow =
  | { readonly bucket?: string; readonly record: ChecksumRecord }
  | { readonly bucket?: string; readonly failed: Omit<FailedChecksum, 'file' | 'line'> }
  | string

/** How reports of one kind are written. */
export interface ChecksumForm {
  /** Whether the first row is one of data, and not of the names of columns. */
  readonly firstIsData: boolean
  readonly read: (fields: readonly Buffer[]) => ChecksumRow
}
