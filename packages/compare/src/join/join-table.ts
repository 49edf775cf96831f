import type { JoinContext } from './join-context.ts'
import { MatchedRows } from './matched-rows.ts'
import type { RecordKind } from './record-source.ts'
import { DuplicateTally } from './side-tally.ts'

/** Records whose versions are paired at a time, as nothing else is done meanwhile: about a mebibyte. */
const pairedAtOnce = 1024 * 1024

/** The records that are in the table at a time, and what is found among them. */
export class JoinTable {
  readonly #context: JoinContext
  readonly #ofVersions: boolean
  /** Where the records of each kind end. */
  readonly #ends: Record<RecordKind, number>
  /** Of left rows, until it turns out that the table is not given up. */
  #repeated = new DuplicateTally()

  constructor(context: JoinContext) {
    const { arena } = context.memory
    this.#context = context
    this.#ofVersions = context.options.match === 'version'
    this.#ends = { left: arena, checksums: arena, right: arena }
  }

  clear(): void {
    const { memory } = this.#context
    memory.clear()
    this.#repeated = new DuplicateTally()
    this.#ends.left = this.#ends.checksums = this.#ends.right = memory.arena
  }

  /** Where the records of a kind lie. */
  region(kind: RecordKind): { readonly from: number; readonly to: number } {
    const { left, checksums, right } = this.#ends
    switch (kind) {
      case 'left':
        return { from: this.#context.memory.arena, to: left }
      case 'checksums':
        return { from: left, to: checksums }
      case 'right':
        return { from: checksums, to: right }
    }
  }

  /**
   * Makes room for so many more records of so many bytes together; `false` where they would be too many. `share`: how much of
   * their source is taken.
   */
  makeRoom(kind: RecordKind, share: number, records: number, bytes: number): boolean {
    const { memory } = this.#context
    const expected = memory.records / Math.max(share, 0.001)
    return memory.makeRoom(slotsOf(kind, records), bytes, expected)
  }

  /** Takes the listed records, for which there is room, behind those that were taken before. */
  insert(kind: RecordKind, count: number): void {
    const { memory, outcome } = this.#context
    if (kind === 'checksums') memory.calls.join(count, this.#ofVersions ? 1 : 0)
    else if (this.#ofVersions) memory.insertVersions(count, kind === 'right')
    else memory.insertListed(count)
    outcome.take('left', this.#repeated)
    const { top } = memory
    if (kind === 'left') this.#ends.left = top
    if (kind !== 'right') this.#ends.checksums = top
    this.#ends.right = top
  }

  /** Takes the listed records of so many bytes; `false` where those of them that stay are too many. */
  insertIfFits(kind: RecordKind, count: number, bytes: number): boolean {
    const { memory } = this.#context
    if (!memory.forceRoom(slotsOf(kind, count), bytes)) return false
    this.insert(kind, count)
    return memory.fits
  }

  /** The table is not given up: what was met of duplicates counts. */
  settle(): void {
    this.#context.left.tally.repeated.add(this.#repeated)
    this.#repeated = new DuplicateTally()
  }

  /** Looks up the listed records of the right side. */
  probe(count: number, run: number): MatchedRows | undefined {
    const { memory, outcome, right } = this.#context
    const rows = memory.calls.probe(count)
    outcome.take('right', right.tally.repeated)
    return rows === 0 ? undefined : new MatchedRows(this.#context, rows, run)
  }

  /** Pairs the versions of both sides, which are all in the table. */
  async *versions(run: number): AsyncGenerator<MatchedRows> {
    const { memory, outcome, left, right } = this.#context
    const { top } = memory
    memory.reach(top + memory.pairingBytes)
    for (const { from, to } of [this.region('left'), this.region('right')]) {
      for (let at = from; at < to; at = memory.listedTo) {
        await this.#turn()
        memory.calls.pairVersions(at, Math.min(to, at + pairedAtOnce), top)
        outcome.take('left', left.tally.repeated)
        outcome.take('right', right.tally.repeated)
      }
    }
    const { from, to } = this.region('right')
    for (let at = from; at < to;) {
      const rows = memory.calls.putVersions(at, to)
      at = memory.listedTo
      if (rows > 0) yield new MatchedRows(this.#context, rows, run)
      await this.#turn()
    }
  }

  /** What the left side has and nobody matched. */
  async *missing(run: number): AsyncGenerator<MatchedRows> {
    const { memory } = this.#context
    const { from, to } = this.region('left')
    for (let at = from; at < to;) {
      const rows = memory.calls.putUnmatched(at, to)
      at = memory.listedTo
      if (rows > 0) yield new MatchedRows(this.#context, rows, run)
      await this.#turn()
    }
  }

  /** Nothing is read meanwhile that would let others do their work. */
  async #turn(): Promise<void> {
    await new Promise(setImmediate)
    this.#context.options.signal?.throwIfAborted()
  }
}

function slotsOf(kind: RecordKind, records: number): number {
  return kind === 'checksums' ? 0 : records
}
