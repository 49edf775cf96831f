import type { StripeFooter } from './read-stripe-footer.ts'
import { readStripeIndex } from './read-stripe-index.ts'
import type { GroupPositions } from './read-stripe-index.ts'
import type { StripeRequest } from './stripe-request.ts'

/** Rows of a stripe that are read in one go. */
export interface RowRange {
  /** Counted in the stripe, from 0. */
  readonly first: number
  readonly count: number
  /** Where the streams are entered, and where the first group begins that is not read. Their ends, if `undefined`. */
  readonly from: GroupPositions | undefined
  readonly to: GroupPositions | undefined
}

/** The rows of a stripe that are to be read: all, or the row groups that were chosen, neighbours together. */
export async function selectRows(
  request: StripeRequest,
  footer: StripeFooter,
): Promise<readonly RowRange[]> {
  const whole = { first: 0, count: request.location.rowCount, from: undefined, to: undefined }
  if (request.rowGroups === undefined) return [whole]
  const { groups, positions } = await readStripeIndex(request, footer)
  if (positions === undefined) return [whole]
  const ranges: RowRange[] = []
  let open: RowRange | undefined
  for (const group of groups) {
    if (!request.rowGroups(group)) {
      open = undefined
      continue
    }
    if (open !== undefined) ranges.pop()
    open = {
      first: open?.first ?? group.firstRow - request.firstRow,
      count: (open?.count ?? 0) + group.rowCount,
      from: open === undefined ? positions[group.index] : open.from,
      to: positions[group.index + 1],
    }
    ranges.push(open)
  }
  return ranges
}
