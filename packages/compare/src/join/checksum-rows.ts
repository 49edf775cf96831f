import type { RequestOptions } from '@bucket-inventory/core'

import type { ChecksumRecord } from '../checksum-record.ts'
import type { KeyRewrite } from '../compare-options.ts'
import { rewriteKey } from '../rewrite-key.ts'
import type { BoundBatch } from './bound-batch.ts'
import type { ChecksumAlgorithms } from './checksum-algorithms.ts'
import type { JoinMemory } from './join-memory.ts'
import type { JoinOutcome } from './join-outcome.ts'
import { joinedTexts } from './joined-texts.ts'
import { PrefixRewriting } from './prefix-rewriting.ts'
import type { RecordSource, StagedRun } from './record-source.ts'
import { rewriteKeys } from './regular-rewriting.ts'
import { stagedChecksum } from './staged-checksum.ts'
import { StagedRows } from './staged-rows.ts'

export interface ChecksumRowsOptions extends RequestOptions {
  readonly side: 'left' | 'right'
  readonly checksums: AsyncIterable<ChecksumRecord>
  readonly memory: JoinMemory
  readonly outcome: JoinOutcome
  readonly algorithms: ChecksumAlgorithms
  readonly rewrite: KeyRewrite | undefined
}

// What a record is, as of assembly/build.ts.
const hasNoVersion = 64
const isChecksum = 128
const isRight = 256
/** All of a checksum is staged, its algorithm too. */
const wholeForm = 3

const recordsAtOnce = 1000

/** Checksums of one side that its report does not have, as records. */
export class ChecksumRows implements RecordSource {
  readonly share = 0.5
  readonly #options: ChecksumRowsOptions
  readonly #rewriting: PrefixRewriting
  readonly #staged: StagedRows

  constructor(options: ChecksumRowsOptions) {
    this.#options = options
    this.#rewriting = new PrefixRewriting(options.memory, options.rewrite)
    this.#staged = new StagedRows(options.memory, this.#rewriting.longerBy)
  }

  async *runs(): AsyncGenerator<StagedRun, void, undefined> {
    for await (const records of inPortions(this.#options.checksums)) {
      this.#options.signal?.throwIfAborted()
      const bound = this.#bind(records)
      for (let from = 0; from < bound.length;) {
        const portion = this.#staged.portion(bound, from)
        this.#staged.stage(bound, portion)
        yield { rows: portion.to - from, bytes: portion.bytes, firstRow: 0 }
        from = portion.to
      }
    }
  }

  build({ rows, firstRow }: StagedRun, at: number): number {
    const { memory, outcome, side } = this.#options
    this.#rewriting.set()
    const count = memory.calls.build(rows, firstRow, at)
    outcome.check(side)
    return count
  }

  #bind(records: readonly ChecksumRecord[]): BoundBatch {
    const { algorithms, rewrite, side } = this.#options
    const written = joinedTexts(records.map(({ key }) => Buffer.from(key)))
    const { keys, originals } =
      rewrite !== undefined && 'pattern' in rewrite
        ? rewriteKeys({ ...written, length: records.length }, (key) => rewriteKey(key, rewrite))
        : { keys: written, originals: undefined }
    const ofSide = isChecksum | (side === 'right' ? isRight : 0)
    return {
      length: records.length,
      words: Uint32Array.from(records, ({ versionId }) =>
        versionId === undefined ? ofSide | hasNoVersion : ofSide,
      ),
      keys,
      originals,
      versions: joinedTexts(records.map(({ versionId }) => Buffer.from(versionId ?? ''))),
      checksums: {
        ...joinedTexts(records.map((record) => wholeChecksum(record, algorithms))),
        algorithm: 0,
        name: '',
        form: wholeForm,
      },
    }
  }
}

function wholeChecksum(
  { algorithm: name, value, composite = false }: ChecksumRecord,
  algorithms: ChecksumAlgorithms,
): Uint8Array {
  const algorithm = algorithms.named(name)
  const checksum = stagedChecksum({ algorithm, value, composite })
  return Buffer.concat([Uint8Array.of(algorithm.code), checksum])
}

async function* inPortions(
  records: AsyncIterable<ChecksumRecord>,
): AsyncGenerator<readonly ChecksumRecord[], void, undefined> {
  let portion: ChecksumRecord[] = []
  for await (const record of records) {
    portion.push(record)
    if (portion.length < recordsAtOnce) continue
    yield portion
    portion = []
  }
  if (portion.length > 0) yield portion
}
