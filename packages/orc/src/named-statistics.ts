import { readStatistics } from './orc-statistics.ts'
import type { OrcStatistics } from './orc-statistics.ts'
import type { OrcField } from './orc-type.ts'
import type { MessageReader } from './protobuf.ts'

/** Statistics of the columns of a file, of one of its stripes or of a row group, by name. */
export type NamedStatistics = ReadonlyMap<string, OrcStatistics>

/** Whose statistics are read: by number the columns that they are told of, and how many rows there are. */
export interface StatisticsContext {
  readonly names: ReadonlyMap<number, string>
  /** Whether bounds are right: the first writers got them wrong. */
  readonly trusted: boolean
  readonly rowCount: number
}

/** The columns of which statistics can be told by their name: those that share it with no other, by number. */
export function distinctNames(fields: readonly OrcField[]): ReadonlyMap<number, string> {
  const counts = new Map<string, number>()
  for (const { name } of fields) counts.set(name, (counts.get(name) ?? 0) + 1)
  return new Map(
    fields.flatMap(({ id, name }) => (counts.get(name) === 1 ? [[id, name] as const] : [])),
  )
}

/**
 * Takes the statistics of so many rows out of a message, in which they are the values of one field, in the order of the
 * columns.
 */
export function readNamedStatistics(
  message: MessageReader,
  field: number,
  { names, trusted, rowCount }: StatisticsContext,
): NamedStatistics {
  const named = new Map<string, OrcStatistics>()
  for (let column = 0; message.next();) {
    if (message.field !== field) continue
    const name = names.get(column++)
    if (name === undefined) continue
    const statistics = readStatistics(message.message(), trusted)
    if (canBeOf(rowCount, statistics)) named.set(name, statistics)
  }
  return named
}

/**
 * Whether the counts can be right. Writers that were told to make no index note no values at all, where there are some;
 * what else they note is worth nothing then.
 */
export function canBeOf(rowCount: number, { values, hasNull }: OrcStatistics): boolean {
  if (values === undefined || values === rowCount) return true
  return values < rowCount && (hasNull ?? values > 0)
}
