import type { OrcCompression } from './codec.ts'
import type { OrcBatch } from './orc-batch.ts'
import type { OrcRowGroup } from './orc-row-group.ts'
import type { OrcStatistics } from './orc-statistics.ts'
import type { OrcStripe } from './orc-stripe.ts'
import type { OrcField } from './orc-type.ts'

export interface OrcReadOptions {
  /** Columns to read, by name; no bytes of others are read. Default: all, which must be supported then. */
  readonly columns?: readonly string[]
  /** Says of each stripe whether to read it. Default: all. */
  readonly stripes?: (stripe: OrcStripe) => boolean
  /**
   * Says of each row group of those stripes whether to read it, by the statistics of the asked columns.
   *
   * It spares reading and decoding; where a stripe has no index, nobody is asked and all its rows come. So what must
   * not come has still to be left out by the caller. Default: all.
   */
  readonly rowGroups?: (group: OrcRowGroup) => boolean
  /** Columns of `short`, `int` or `long` to be given as bigints. Default: none. */
  readonly bigints?: readonly string[]
  /** Rows in a batch, at most. Default: 4096. */
  readonly batchRows?: number
  /** An abort rejects the read with the signal's own reason. */
  readonly signal?: AbortSignal
}

/** An ORC file whose tail has been read. Reading its rows twice reads them twice; it holds no resource to be closed. */
export interface OrcFile {
  /** The columns, in order. */
  readonly schema: readonly OrcField[]
  readonly rowCount: number
  readonly compression: OrcCompression
  readonly stripes: readonly OrcStripe[]
  /** Of the whole file, by column. */
  readonly statistics: ReadonlyMap<string, OrcStatistics>
  /** What the writer added for its own purposes. */
  readonly metadata: ReadonlyMap<string, Uint8Array>
  /**
   * The rows, batch by batch, in the order of the file.
   *
   * Memory does not grow with the file: compressed bytes are read as they are needed, some 32 MB ahead at most, and
   * decompressed chunk by chunk.
   */
  read(options?: OrcReadOptions): AsyncIterable<OrcBatch>
  /** Reads the index of one stripe: its row groups with their statistics. Empty if it has none. Default: all columns. */
  rowGroups(
    stripe: OrcStripe,
    options?: Pick<OrcReadOptions, 'columns' | 'signal'>,
  ): Promise<readonly OrcRowGroup[]>
}
