import type { CheckedOptions } from './check-options.ts'
import type { ComparedObject } from './compared-object.ts'
import type { ReportSide, Side } from './compared-report.ts'
import type { ComparisonSummary, ComparisonWarning } from './comparison-summary.ts'
import { ObjectConfirmation } from './confirm-objects.ts'
import { etagKind } from './etag-kind.ts'
import type { ListedBucket } from './etag-kind.ts'
import { batchJudge } from './judge-batch.ts'
import type { BatchJudge } from './judge-batch.ts'
import { orderedList } from './list/ordered-list.ts'
import type { MatchBatch } from './match-batch.ts'
import { NotSorted } from './matching.ts'
import type { MatchedReport, Matching, MatchOptions } from './matching.ts'
import { objectOfRow } from './object-of-row.ts'
import type { SideScope } from './scope.ts'
import { spillFolder } from './spill/spill-folder.ts'
import { summarizeComparison } from './summarize-comparison.ts'
import { Tally } from './tally.ts'
import { verdictOfCode } from './verdict-code.ts'
import type { Watermark } from './watermark.ts'

/** Matches the rows of two reports. With `merge` its batches may reject with `NotSorted`. */
export type MatchReports = (
  left: MatchedReport,
  right: MatchedReport,
  options: MatchOptions & { readonly merge: boolean },
) => Matching

/** All that a comparison needs; nothing of it was read yet. */
export interface PreparedComparison {
  readonly left: ReportSide
  readonly right: ReportSide
  readonly scope: Readonly<Record<Side, SideScope>>
  readonly options: CheckedOptions
  readonly mark: Watermark
  readonly warnings: readonly ComparisonWarning[]
  readonly match: MatchReports
}

/** What is listed: nothing where only the summary is wanted. */
export type Listed = 'all' | 'differences' | 'none'

/** Compares, lists in the order of the list, and returns the summary. What it wrote to disk is removed whatever happens. */
export async function* runComparison(
  prepared: PreparedComparison,
  listed: Listed,
): AsyncGenerator<readonly ComparedObject[], ComparisonSummary, undefined> {
  const { left, right, options } = prepared
  const folder = spillFolder(options.spillTo)
  const spillTo = () => folder.path()
  let failed = false
  try {
    options.signal?.throwIfAborted()
    // Joined checksums may be there to be read once, and nobody knows before that a report is sorted.
    if (left.checksums === undefined && right.checksums === undefined) {
      try {
        return yield* attempt(prepared, listed, { merge: true, spillTo })
      } catch (error) {
        if (!(error instanceof NotSorted)) throw error
      }
    }
    return yield* attempt(prepared, listed, { merge: false, spillTo })
  } catch (error) {
    failed = true
    throw error
  } finally {
    const removed = folder.remove()
    // What went wrong before is what is told.
    await (failed ? removed.catch(() => undefined) : removed)
  }
}

interface AttemptOptions {
  readonly merge: boolean
  readonly spillTo: () => Promise<string>
}

async function* attempt(
  prepared: PreparedComparison,
  listed: Listed,
  { merge, spillTo }: AttemptOptions,
): AsyncGenerator<readonly ComparedObject[], ComparisonSummary, undefined> {
  const { options, mark } = prepared
  const listMemory = Math.min(Math.floor(options.memory / 16), mostListMemory)
  const memory = options.memory - 2 * listMemory
  const matching = startMatching(prepared, { merge, spillTo, memory })
  const tally = new Tally(matching)
  const judge = batchJudge(matching, { ...options, mark })
  const confirmation = confirmationOf(prepared, tally)
  const wanted = listed === 'none' && confirmation !== undefined ? 'differences' : listed
  const list = orderedList({ spillTo, memory: listMemory })
  try {
    for await (const batch of matching.batches()) {
      options.signal?.throwIfAborted()
      const codes = judge.judge(batch)
      tally.add(batch, codes)
      if (wanted === 'none') continue
      const objects = objectsOf(batch, codes, wanted, matching, judge)
      // Of what is merged nothing holds before the last row proved to be sorted.
      if (matching.ordered && matching.statistics.method !== 'merge') {
        yield* given(Array.from(objects, ([, object]) => object))
        continue
      }
      for (const [order, object] of objects) {
        const waiting = list.add(batch.run, order, object)
        if (waiting !== undefined) await waiting
      }
    }
    for await (const objects of list.read()) yield* given(objects)
    // Also behind the last one: what was stopped did not come to its end.
    options.signal?.throwIfAborted()
  } finally {
    await list.close()
  }
  return summarizeComparison({ ...prepared, tally, matching, confirmation })

  async function* given(objects: readonly ComparedObject[]) {
    options.signal?.throwIfAborted()
    const confirmed = (await confirmation?.confirm(objects)) ?? objects
    if (listed === 'none') return
    const kept =
      listed === 'all' ? confirmed : confirmed.filter(({ verdict }) => verdict !== 'same')
    if (kept.length > 0) yield kept
  }
}

/** A part of the memory, and as much again while it is read; more does not make it faster. */
const mostListMemory = 16 * 1024 * 1024

function* objectsOf(
  batch: MatchBatch,
  codes: Uint8Array,
  wanted: 'all' | 'differences',
  { attributes }: Matching,
  judge: BatchJudge,
): Generator<readonly [number, ComparedObject]> {
  for (const [row, code] of codes.entries()) {
    if (wanted === 'differences' && verdictOfCode(code) === 'same') continue
    const object = objectOfRow(batch, row, code, attributes, () => judge.metadata(batch, row))
    yield [batch.order[row] ?? 0, object]
  }
}

function startMatching(
  { left, right, scope, options, match }: PreparedComparison,
  started: Pick<MatchOptions, 'memory' | 'spillTo'> & { readonly merge: boolean },
): Matching {
  const { rewriteKey } = options
  const matched = (side: ReportSide): MatchedReport => ({
    report: side.report,
    ...scope[side.side],
    etagKind: (attributes) => etagKind(listedBucket(side), attributes),
    ...(side.checksums === undefined ? {} : { checksums: side.checksums }),
  })
  return match(
    { ...matched(left), ...(rewriteKey === undefined ? {} : { rewriteKey }) },
    matched(right),
    {
      match: options.match,
      metadata: options.metadata,
      depth: options.depth,
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...started,
    },
  )
}

function confirmationOf(
  { left, right, options, mark }: PreparedComparison,
  tally: Tally,
): ObjectConfirmation | undefined {
  const { confirm, confirmLimit, depth, ...rest } = options
  if (confirm === undefined) return undefined
  return new ObjectConfirmation({
    ...rest,
    confirm,
    limit: confirmLimit,
    mark,
    listed: { left: listedBucket(left), right: listedBucket(right) },
    onMove: (object, from, to) => {
      tally.move(object, depth, from, to)
    },
  })
}

function listedBucket({ report }: ReportSide): ListedBucket {
  const { dialect, sourceBucket } = report.manifest
  return { dialect, bucket: sourceBucket }
}
