import { openByteRanges } from './byte-ranges.ts'
import type { StreamPositions } from './column-reader.ts'
import { limits } from './limits.ts'
import { canBeOf } from './named-statistics.ts'
import { OrcError } from './orc-error.ts'
import type { OrcRowGroup } from './orc-row-group.ts'
import type { OrcStatistics } from './orc-statistics.ts'
import { readRowIndex } from './read-row-index.ts'
import type { RowIndexEntry } from './read-row-index.ts'
import { takeSection } from './read-section.ts'
import { isDictionary, streamKinds } from './read-stripe-footer.ts'
import type { StripeFooter } from './read-stripe-footer.ts'
import { streamPositions } from './stream-positions.ts'
import type { StripeRequest } from './stripe-request.ts'

/** Where a row group begins in the streams of each asked column, by column number. */
export type GroupPositions = ReadonlyMap<number, StreamPositions>

export interface StripeIndex {
  /** None if the file has no row groups. */
  readonly groups: readonly OrcRowGroup[]
  /** By group; `undefined` if an asked column has no index, or one that does not fit its streams. */
  readonly positions: readonly GroupPositions[] | undefined
}

const none: StripeIndex = { groups: [], positions: undefined }

/** Reads the row index of the asked columns of a stripe. */
export async function readStripeIndex(
  request: StripeRequest,
  footer: StripeFooter,
): Promise<StripeIndex> {
  const { location, fields, names, stride } = request
  const count = stride === 0 ? 0 : Math.ceil(location.rowCount / stride)
  if (count * fields.length > limits.statistics) return none
  const indexes = await readIndexes(request, footer, count)
  // Without a single index of so many groups nothing but the number of rows says how many there are.
  if (indexes.size === 0) return none
  const groups = Array.from({ length: count }, (_, index): OrcRowGroup => {
    const rowCount = Math.min(stride, location.rowCount - index * stride)
    const statistics = new Map<string, OrcStatistics>()
    for (const { id } of fields) {
      const name = names.get(id)
      const item = indexes.get(id)?.[index]?.statistics
      if (name === undefined || item === undefined) continue
      if (canBeOf(rowCount, item)) statistics.set(name, item)
    }
    return {
      stripe: request.index,
      index,
      firstRow: request.firstRow + index * stride,
      rowCount,
      statistics,
    }
  })
  return { groups, positions: positionsOf(request, footer, indexes, count) }
}

type Indexes = ReadonlyMap<number, readonly RowIndexEntry[]>

/** By column number, without those that do not have so many entries. */
async function readIndexes(
  { source, compression, fields, trusted, signal }: StripeRequest,
  footer: StripeFooter,
  count: number,
): Promise<Indexes> {
  const asked = new Set(fields.map(({ id }) => id))
  const streams = footer.streams.filter(
    ({ column, kind }) => asked.has(column) && streamKinds[kind] === 'row-index',
  )
  const indexes = new Map<number, readonly RowIndexEntry[]>()
  for (const [index, cursor] of openByteRanges(source, streams, signal).entries()) {
    const { offset } = cursor
    const column = streams[index]?.column ?? 0
    if (indexes.has(column)) throw new OrcError('corrupt', 'several indexes', { offset })
    const bytes = await takeSection(cursor, compression)
    const entries = readRowIndex(bytes, offset, count, trusted)
    if (entries !== undefined) indexes.set(column, entries)
  }
  return indexes
}

function positionsOf(
  { fields, compression }: StripeRequest,
  footer: StripeFooter,
  indexes: Indexes,
  count: number,
): readonly GroupPositions[] | undefined {
  const present = new Set(
    footer.streams.flatMap(({ column, kind }) => (streamKinds[kind] === 'present' ? [column] : [])),
  )
  // Whether rows are there at all would have to be sought as well.
  if (present.has(0)) return undefined
  const groups: GroupPositions[] = []
  for (let group = 0; group < count; group++) {
    const columns = new Map<number, StreamPositions>()
    for (const { id, type } of fields) {
      const entry = indexes.get(id)?.[group]
      const positions =
        entry &&
        streamPositions(entry.positions, type, {
          dictionary: isDictionary(footer.encodings[id]),
          nullable: present.has(id),
          compressed: compression.codec !== undefined,
        })
      if (positions === undefined) return undefined
      columns.set(id, positions)
    }
    groups.push(columns)
  }
  return groups
}
