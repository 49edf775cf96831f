import type { MatchBatch } from '../match-batch.ts'
import { NotSorted } from '../matching.ts'
import type { JoinContext } from './join-context.ts'
import { MatchedRows } from './matched-rows.ts'
import type { StagedRun } from './record-source.ts'
import type { SideRows } from './side-rows.ts'

// Why merging stops, as of assembly/merge.ts.
const leftEnded = 0
const rightEnded = 1
const full = 2
const done = 3
const notSorted = 4

/** What the right side has, in its order, and what only the left side has, in its order. */
const runs = { ofRight: 0, ofMissing: 1 } as const

/**
 * Matches by key two sides that are sorted by the bytes of their keys, in memory that does not grow with them. Rejects with
 * {@link NotSorted} where they prove not to be.
 */
export async function* joinSorted(context: JoinContext): AsyncGenerator<MatchBatch> {
  const { memory, outcome, left, right } = context
  const { merge, beginMerge, setHashes } = memory.calls
  const sides = { left: new MergedSide(context, 'left'), right: new MergedSide(context, 'right') }
  try {
    beginMerge()
    setHashes(0)
    for (;;) {
      const stopped = merge()
      outcome.take('left', left.tally.repeated)
      outcome.take('right', right.tally.repeated)
      yield* mergedBatches(context)
      if (stopped === leftEnded) await sides.left.refill()
      else if (stopped === rightEnded) await sides.right.refill()
      else if (stopped === done) return
      else if (stopped === notSorted) throw new NotSorted('keys are not sorted by their bytes')
      else if (stopped !== full) throw new RangeError(`merging stopped for no reason: ${stopped}`)
    }
  } finally {
    await Promise.all([sides.left.close(), sides.right.close()])
  }
}

function* mergedBatches(context: JoinContext): Generator<MatchBatch> {
  const { mergedRows } = context.memory.calls
  const rows = mergedRows(0)
  if (rows > 0) yield new MatchedRows(context, rows, runs.ofRight)
  const missing = mergedRows(1)
  if (missing > 0) yield new MatchedRows(context, missing, runs.ofMissing, context.memory.rows)
}

/** The records of one side, run after run. */
class MergedSide {
  readonly #context: JoinContext
  readonly #side: 'left' | 'right'
  readonly #rows: SideRows
  readonly #runs: AsyncGenerator<StagedRun>

  constructor(context: JoinContext, side: 'left' | 'right') {
    this.#context = context
    this.#side = side
    this.#rows = context[side]
    this.#runs = this.#rows.runs()
  }

  async refill(): Promise<void> {
    const { memory } = this.#context
    const { carry, refill, endSide } = memory.calls
    const ofRight = this.#side === 'right' ? 1 : 0
    const next = await this.#runs.next()
    if (next.done === true) {
      endSide(ofRight)
      return
    }
    this.#rows.build(next.value, carry(ofRight) >>> 0)
    refill(ofRight, memory.listedTo)
  }

  async close(): Promise<void> {
    await this.#runs.return(undefined)
  }
}
