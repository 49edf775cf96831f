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
import type { JoinContext } from './join-context.ts'
import { JoinMemory } from './join-memory.ts'
import { JoinOutcome } from './join-outcome.ts'
import { joinByKey } from './key-join.ts'
import { PrefixList } from './prefix-list.ts'
import type { AlgorithmNames } from './record-reader.ts'
import { RecordReader } from './record-reader.ts'
import { SideRows } from './side-rows.ts'
import { SideTally } from './side-tally.ts'

export interface MatchReportsOptions extends MatchOptions {
  /** Whether to try to merge both sides, as they are if they are sorted. */
  readonly merge: boolean
  /** Bits of hashes that count; keys decide where they meet. Default: all 64. */
  readonly hashBits?: bigint
}

/** Matches the rows of two reports. Nothing is read before the batches are asked for. */
export function matchReports(
  left: MatchedReport,
  right: MatchedReport,
  options: MatchReportsOptions,
): Matching {
  return new ReportMatching(left, right, options)
}

class ReportMatching implements Matching {
  readonly ordered = true
  readonly #left: MatchedReport
  readonly #right: MatchedReport
  readonly #options: MatchReportsOptions
  readonly #attributes = new AttributeTable()
  readonly #prefixes = new PrefixList()
  readonly #leftTally = new SideTally()
  readonly #rightTally = new SideTally()
  readonly #spilled = { bytes: 0 }

  constructor(left: MatchedReport, right: MatchedReport, options: MatchReportsOptions) {
    this.#left = left
    this.#right = right
    this.#options = options
  }

  get prefixes(): readonly string[] {
    return this.#prefixes.prefixes
  }

  get attributes(): readonly RecordAttributes[] {
    return this.#attributes.attributes
  }

  get statistics(): MatchStatistics {
    return {
      method: 'table',
      left: this.#leftTally,
      right: this.#rightTally,
      spilled: this.#spilled.bytes,
    }
  }

  async *batches(): AsyncGenerator<MatchBatch, void, undefined> {
    const context = this.#begin()
    for await (const batch of joinByKey(context)) {
      this.#prefixes.take(context.memory)
      yield batch
    }
  }

  #begin(): JoinContext {
    const options = this.#options
    const { memory: bytes, depth, seed = randomBytes(6).readUIntLE(0, 6), hashBits } = options
    const memory = new JoinMemory({
      memory: bytes,
      depth,
      seed,
      wide: false,
      ...(hashBits === undefined ? {} : { hashBits }),
    })
    const reader = new RecordReader(memory)
    const names: AlgorithmNames = { left: '', right: '' }
    const shared = { options, memory, names, attributes: this.#attributes }
    const algorithms = new ChecksumAlgorithms()
    return {
      options,
      memory,
      reader,
      names,
      outcome: new JoinOutcome(memory, reader),
      left: new SideRows({
        ...shared,
        side: 'left',
        matched: this.#left,
        algorithms,
        tally: this.#leftTally,
      }),
      right: new SideRows({
        ...shared,
        side: 'right',
        matched: this.#right,
        algorithms,
        tally: this.#rightTally,
      }),
    }
  }
}
