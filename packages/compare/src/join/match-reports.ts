import { randomBytes } from 'node:crypto'

import type { MatchBatch } from '../match-batch.ts'
import type {
  MatchedReport,
  Matching,
  MatchOptions,
  MatchStatistics,
  RecordAttributes,
} from '../matching.ts'
import { AttributeTable } from './attribute-table.ts'
import { ChecksumAlgorithms } from './checksum-algorithms.ts'
import { ChecksumRows } from './checksum-rows.ts'
import type { ChecksumRowsOptions } from './checksum-rows.ts'
import type { JoinContext, JoinState } from './join-context.ts'
import { JoinMemory } from './join-memory.ts'
import { JoinOutcome } from './join-outcome.ts'
import { joinSorted } from './merge-join.ts'
import { PrefixList } from './prefix-list.ts'
import { RecordPartitions } from './record-partitions.ts'
import { RecordReader } from './record-reader.ts'
import { SideRows } from './side-rows.ts'
import { SideTally } from './side-tally.ts'
import { areKeysSorted } from './sorted-keys.ts'
import { SpillFiles } from './spill-files.ts'
import { joinInTable } from './table-join.ts'

export interface MatchReportsOptions extends MatchOptions {
  /** Whether to try to merge both sides, as they are if they are sorted. */
  readonly merge: boolean
  /** Bits of hashes that count; keys decide where they meet. Default: all 64. */
  readonly hashBits?: bigint
}

/** Matches the rows of two reports. Nothing is read before the batches are asked for. */
export function matchReports(
  left: MatchedReport,
  right: RightReport,
  options: MatchReportsOptions,
): Matching {
  return new ReportMatching(left, right, options)
}

/** Only keys of the left side are rewritten. */
type RightReport = Omit<MatchedReport, 'rewriteKey'>

class ReportMatching implements Matching {
  readonly #left: MatchedReport
  readonly #right: RightReport
  readonly #options: MatchReportsOptions
  readonly #attributes = new AttributeTable()
  readonly #prefixes = new PrefixList()
  readonly #leftTally = new SideTally()
  readonly #rightTally = new SideTally()
  readonly #state: JoinState = { method: 'table' }
  readonly #spill: SpillFiles

  constructor(left: MatchedReport, right: RightReport, options: MatchReportsOptions) {
    this.#left = left
    this.#right = right
    this.#options = options
    this.#spill = new SpillFiles(options.spillTo)
  }

  get ordered(): boolean {
    return this.#state.method === 'table'
  }

  get prefixes(): readonly string[] {
    return this.#prefixes.prefixes
  }

  get attributes(): readonly RecordAttributes[] {
    return this.#attributes.attributes
  }

  get statistics(): MatchStatistics {
    return {
      method: this.#state.method,
      left: this.#leftTally.statistics,
      right: this.#rightTally.statistics,
      spilled: this.#spill.bytes,
    }
  }

  async *batches(): AsyncGenerator<MatchBatch, void, undefined> {
    const context = this.#begin()
    try {
      const join = (await this.#mayMerge(context)) ? joinSorted : joinInTable
      for await (const batch of join(context)) {
        this.#prefixes.take(context.memory)
        yield batch
      }
    } finally {
      await Promise.all([context.left.close(), context.right.close(), this.#spill.close()])
    }
  }

  get #hasChecksums(): boolean {
    return this.#left.checksums !== undefined || this.#right.checksums !== undefined
  }

  /** By the first rows of both sides; the others may still prove it wrong. */
  async #mayMerge({ left, right }: JoinContext): Promise<boolean> {
    const { merge, match } = this.#options
    if (!merge || match !== 'key' || this.#hasChecksums) return false
    for (const side of [left, right]) {
      const first = await side.first()
      if (first !== undefined && !areKeysSorted(first)) return false
    }
    this.#state.method = 'merge'
    return true
  }

  #begin(): JoinContext {
    const options = this.#options
    const { memory: bytes, depth, seed = randomBytes(6).readUIntLE(0, 6), hashBits } = options
    const ofVersions = options.match === 'version'
    // A checksum may be of a version.
    const withVersions = ofVersions || this.#hasChecksums
    const memory = new JoinMemory({
      memory: bytes,
      depth,
      seed,
      wide: withVersions,
      ...(hashBits === undefined ? {} : { hashBits }),
    })
    const reader = new RecordReader(memory, ofVersions)
    const shared = {
      options,
      memory,
      outcome: new JoinOutcome(memory, reader),
      names: { left: '', right: '' },
      attributes: this.#attributes,
      algorithms: new ChecksumAlgorithms(),
      withVersions,
    }
    const { rewriteKey } = this.#left
    return {
      ...shared,
      reader,
      state: this.#state,
      partitions: async (cut) =>
        new RecordPartitions(memory, this.#spill, cut, await this.#spill.create(2 ** cut.bits)),
      left: new SideRows({
        ...shared,
        side: 'left',
        matched: this.#left,
        rewrite: rewriteKey,
        tally: this.#leftTally,
      }),
      right: new SideRows({
        ...shared,
        side: 'right',
        matched: this.#right,
        rewrite: undefined,
        tally: this.#rightTally,
      }),
      checksums: [
        ...checksumRows('left', this.#left.checksums, { ...shared, rewrite: rewriteKey }),
        ...checksumRows('right', this.#right.checksums, { ...shared, rewrite: undefined }),
      ],
    }
  }
}

function checksumRows(
  side: 'left' | 'right',
  checksums: MatchedReport['checksums'],
  shared: Pick<ChecksumRowsOptions, 'memory' | 'outcome' | 'algorithms' | 'rewrite'> & {
    readonly options: MatchOptions
  },
): ChecksumRows[] {
  if (checksums === undefined) return []
  const { memory, outcome, algorithms, rewrite, options } = shared
  const { signal } = options
  const request = signal === undefined ? {} : { signal }
  return [new ChecksumRows({ side, checksums, memory, outcome, algorithms, rewrite, ...request })]
}
