import type { StreamPositions } from './column-reader.ts'
import type { OrcRowGroup } from './orc-row-group.ts'
import type { OrcStatistics } from './orc-statistics.ts'
import { readRowIndex } from './read-row-index.ts'
import type { RowIndexEntry } from './read-row-index.ts'
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

/** Reads the row index of the asked columns of a stripe. */
export async function readStripeIndex(
  request: StripeRequest,
  footer: StripeFooter,
): Promise<StripeIndex> {
  const { source, compression, location, fields, stride, trusted, signal } = request
  if (stride === 0) return { groups: [], positions: undefined }
  const count = Math.ceil(location.rowCount / stride)
  const indexes = await Promise.all(
    fields.map(async ({ id }): Promise<readonly RowIndexEntry[]> => {
      const stream = footer.streams.find(
        ({ column, kind }) => column === id && streamKinds[kind] === 'row-index',
      )
      if (stream === undefined) return []
      const entries = await readRowIndex(source, stream, compression, trusted, signal)
      return entries.length === count ? entries : []
    }),
  )
  const groups = Array.from({ length: count }, (_, index): OrcRowGroup => {
    const statistics = new Map<string, OrcStatistics>()
    fields.forEach(({ name }, column) => {
      const item = indexes[column]?.[index]?.statistics
      if (item !== undefined) statistics.set(name, item)
    })
    return {
      stripe: request.index,
      index,
      firstRow: request.firstRow + index * stride,
      rowCount: Math.min(stride, location.rowCount - index * stride),
      statistics,
    }
  })
  return { groups, positions: positionsOf(request, footer, indexes, count) }
}

function positionsOf(
  { fields, compression }: StripeRequest,
  footer: StripeFooter,
  indexes: readonly (readonly RowIndexEntry[])[],
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
    for (const [column, { id, type }] of fields.entries()) {
      const entry = indexes[column]?.[group]
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
