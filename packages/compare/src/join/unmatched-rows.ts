import type { JoinContext } from './join-context.ts'
import { MatchedRows } from './matched-rows.ts'

/** What the left side has and nobody matched, from the table. */
export function* unmatchedRows(context: JoinContext, run: number): Generator<MatchedRows> {
  const { memory, options } = context
  const { top } = memory
  for (let at = memory.arena; at < top; at = memory.putEnd) {
    options.signal?.throwIfAborted()
    const rows = memory.putUnmatched(at, top)
    if (rows > 0) yield new MatchedRows(context, rows, run)
  }
}
