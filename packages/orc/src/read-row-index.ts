import type { Compression } from './chunk-stream.ts'
import type { OrcSource } from './orc-source.ts'
import { readStatistics } from './orc-statistics.ts'
import type { OrcStatistics } from './orc-statistics.ts'
import { MessageReader } from './protobuf.ts'
import { readSection } from './read-section.ts'
import type { StreamLocation } from './read-stripe-footer.ts'

/** What the index of a column says about one row group. */
export interface RowIndexEntry {
  /** Where the group begins in each stream of the column, one after the other. */
  readonly positions: readonly number[]
  readonly statistics: OrcStatistics | undefined
}

/** Reads the index of one column in one stripe. */
export async function readRowIndex(
  source: OrcSource,
  { start, end }: StreamLocation,
  compression: Compression,
  trusted: boolean,
  signal?: AbortSignal,
): Promise<readonly RowIndexEntry[]> {
  const bytes = await readSection(source, start, end, compression, signal)
  const message = new MessageReader(bytes, start)
  const entries: RowIndexEntry[] = []
  while (message.next()) {
    if (message.field === 1) entries.push(readEntry(message.message(), trusted))
  }
  return entries
}

function readEntry(message: MessageReader, trusted: boolean): RowIndexEntry {
  const positions: number[] = []
  let statistics: OrcStatistics | undefined
  while (message.next()) {
    if (message.field === 1) message.numbers(positions)
    else if (message.field === 2) statistics = readStatistics(message.message(), trusted)
  }
  return { positions, statistics }
}
