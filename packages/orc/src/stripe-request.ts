import type { Compression } from './chunk-stream.ts'
import type { OrcRowGroup } from './orc-row-group.ts'
import type { OrcSource } from './orc-source.ts'
import type { OrcField } from './orc-type.ts'
import type { StripeLocation } from './read-footer.ts'

/** What is to be read of one stripe. */
export interface StripeRequest {
  readonly source: OrcSource
  readonly compression: Compression
  readonly index: number
  readonly location: StripeLocation
  /** Number in the file of the first row of the stripe. */
  readonly firstRow: number
  /** Rows of a row group; 0 for files without. */
  readonly stride: number
  /** Whether bounds in statistics are right. */
  readonly trusted: boolean
  /** Columns of which statistics are told, by number. */
  readonly names: ReadonlyMap<number, string>
  readonly fields: readonly OrcField[]
  /** Columns to be given as bigints. */
  readonly bigints: ReadonlySet<string>
  readonly batchRows: number
  readonly rowGroups: ((group: OrcRowGroup) => boolean) | undefined
  readonly signal: AbortSignal | undefined
}
