import { readStatistics } from './orc-statistics.ts'
import type { OrcStatistics } from './orc-statistics.ts'
import { MessageReader } from './protobuf.ts'

/** What the index of a column says about one row group. */
export interface RowIndexEntry {
  /** Where the group begins in each stream of the column, one after the other. */
  readonly positions: readonly number[]
  readonly statistics: OrcStatistics | undefined
}

/** No column has so many: four streams of up to four numbers each. */
const mostPositions = 16

/** Reads the index of one column in one stripe, which lies at `offset`: `undefined` unless it has so many entries. */
export function readRowIndex(
  bytes: Uint8Array,
  offset: number,
  count: number,
  trusted: boolean,
): readonly RowIndexEntry[] | undefined {
  const message = new MessageReader(bytes, offset)
  const entries: RowIndexEntry[] = []
  while (message.next()) {
    if (message.field !== 1) continue
    if (entries.length === count) return undefined
    entries.push(readEntry(message.message(), trusted))
  }
  return entries.length === count ? entries : undefined
}

function readEntry(message: MessageReader, trusted: boolean): RowIndexEntry {
  const positions: number[] = []
  let statistics: OrcStatistics | undefined
  while (message.next()) {
    if (message.field === 1) message.numbers(positions, mostPositions)
    else if (message.field === 2) statistics = readStatistics(message.message(), trusted)
  }
  return { positions, statistics }
}
