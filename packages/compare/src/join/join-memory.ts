import { joinCalls } from './join-calls.ts'
import type { JoinCalls } from './join-calls.ts'
import { growMemory, joinInstance, mostMemory } from './join-instance.ts'
import type { JoinInstance } from './join-instance.ts'
import { joinViews } from './join-views.ts'
import type { JoinViews } from './join-views.ts'

export interface JoinMemoryOptions {
  /** Bytes of records and their index. */
  readonly memory: number
  /** Delimiters in the prefixes that are counted. */
  readonly depth: number
  readonly seed: number
  /** Bits of hashes that count: where hashes meet, keys decide. Default: all. */
  readonly hashBits?: bigint
  /** Whether records have room for versions and joined checksums. */
  readonly wide: boolean
}

const mebibyte = 1024 * 1024
const leastSlotBits = 6
/** For the records of a portion, whatever the budget. */
const leastReserved = 13
/** Of a record and its slot, about. */
const usualRecord = 100
/** A quarter of all memory. */
const mostReserved = 27
/** For what is staged, and for what waits to be written while there are partitions. */
const mostReservedBytes = 48 * mebibyte
/** Behind records, as texts are copied in whole words. */
const filling = 64
/** More than that of the slots are not filled. */
const mostFilled = 0.7

/**
 * The memory in which the sides are matched: rows are staged in it, records of them are kept in it, and matches are put in
 * it. Grows as it is needed; views are to be taken anew behind every call that may make it grow.
 */
export class JoinMemory {
  readonly instance: JoinInstance
  readonly rows: number
  readonly texts: number
  /** Where records begin. */
  readonly arena: number
  readonly scratch: number
  readonly otherScratch: number
  readonly scratchSize: number
  /** Bytes that records and their index may take. */
  readonly budget: number
  readonly header: number
  /** Where it is told where partitions end. */
  readonly partitionEnds: number
  readonly calls: JoinCalls
  readonly #index: number
  readonly #mostSlotBits: number
  readonly #pairingBytes: number
  readonly #listedTo: number
  #slotBits = leastSlotBits
  #views: JoinViews
  #records = 0

  constructor({ memory, depth, seed, hashBits = ~0n, wide }: JoinMemoryOptions) {
    const instance = joinInstance()
    const { call, constant } = instance
    this.instance = instance
    this.rows = constant('ROWS')
    this.texts = constant('TEXTS')
    this.scratch = constant('SCRATCH')
    this.otherScratch = constant('OTHER_SCRATCH')
    this.scratchSize = constant('SCRATCH_SIZE')
    this.partitionEnds = constant('PARTITION_ENDS')
    this.calls = joinCalls(call)
    this.#pairingBytes = constant('PAIRING_BYTES')
    this.#listedTo = constant('LISTED_TO')
    // The index has room to grow where it is: what is not written to takes no memory.
    this.#index = constant('FIXED_END')
    this.#mostSlotBits = Math.max(
      leastReserved,
      Math.min(mostReserved, Math.ceil(Math.log2(memory / usualRecord / mostFilled))),
    )
    this.arena = this.#index + slotBytes(this.#mostSlotBits)
    const reserved = Math.min(memory / 16, mostReservedBytes)
    this.budget = Math.min(memory - reserved, mostMemory - this.arena - 16 * mebibyte)
    this.header = constant(wide ? 'WIDE_HEADER' : 'NARROW_HEADER')
    this.calls.setHeader(this.header)
    this.calls.setDepth(depth)
    const kept = BigInt.asUintN(64, hashBits)
    this.calls.seedHash(
      seed >>> 0,
      Math.floor(seed / 2 ** 32) >>> 0,
      Number(kept & 0xffff_ffffn) | 0,
      Number(kept >> 32n) | 0,
    )
    growMemory(instance.memory, this.arena)
    this.#views = joinViews(instance)
    this.clear()
  }

  get views(): JoinViews {
    return this.#views
  }

  /** Where the next record goes. */
  get top(): number {
    return this.calls.arenaEnd() >>> 0
  }

  /** Where the records end that were listed, built or put. */
  get listedTo(): number {
    return this.#views.data.getUint32(this.#listedTo, true)
  }

  /** Records in the table. */
  get records(): number {
    return this.#records
  }

  /** Forgets all records. */
  clear(): void {
    this.#records = 0
    this.#slotBits = leastSlotBits
    this.calls.setTable(this.#index, this.#slotBits, this.arena)
    this.calls.clearChains()
  }

  /** Makes the memory reach so far. */
  reach(end: number): void {
    const { memory } = this.instance
    if (memory.buffer.byteLength >= end) return
    // An eighth more at once, so that it does not grow for every batch.
    growMemory(memory, Math.min(mostMemory, Math.ceil(end * 1.125)))
    this.#views = joinViews(this.instance)
  }

  /**
   * Makes room for so many more records of so many bytes together; `false` where they would be too many. `expected`: how many
   * there will be in all, about.
   */
  makeRoom(records: number, bytes: number, expected: number): boolean {
    const least = this.#bitsFor(records)
    const bits = [this.#bitsAhead(least, expected), least].find((each) => this.#fits(each, bytes))
    if (bits === undefined) return false
    this.#extend(bits, bytes)
    return true
  }

  /** Makes room, whatever the budget, where the index can grow so far: what is not kept is not known before. */
  forceRoom(records: number, bytes: number): boolean {
    const bits = this.#bitsFor(records)
    if (bits > this.#mostSlotBits) return false
    this.#extend(bits, bytes)
    return true
  }

  /** Whether what is kept is within the budget. */
  get fits(): boolean {
    return this.#used(this.#slotBits) <= this.budget
  }

  /** Takes the listed records into the table, the first of each key. */
  insertListed(count: number): void {
    this.#records += this.calls.insert(count)
  }

  /** Takes the listed records into the table, with all others of their keys. */
  insertVersions(count: number, ofRight: boolean): void {
    this.#records += this.calls.insertVersions(count, ofRight ? 1 : 0)
  }

  /** What pairing versions needs behind the records. */
  get pairingBytes(): number {
    return this.calls.longestChain() * this.#pairingBytes
  }

  #bitsFor(records: number): number {
    let bits = this.#slotBits
    while (this.#records + records > mostFilled * 2 ** bits) bits++
    return bits
  }

  /** The index grows in large steps as far as it will have to. */
  #bitsAhead(least: number, expected: number): number {
    if (least === this.#slotBits) return least
    const last = Math.ceil(Math.log2(expected / mostFilled))
    return Math.max(least, Math.min(last, least + 3))
  }

  #fits(bits: number, bytes: number): boolean {
    return (
      bits <= this.#mostSlotBits &&
      this.#used(bits) + Math.max(bytes, this.#growing(bits)) <= this.budget
    )
  }

  #used(slotBits: number): number {
    return this.top - this.arena + slotBytes(slotBits) + this.pairingBytes
  }

  /** The index is copied when it grows. */
  #growing(bits: number): number {
    return bits > this.#slotBits ? slotBytes(this.#slotBits) : 0
  }

  #extend(bits: number, bytes: number): void {
    this.reach(this.top + Math.max(bytes, this.#growing(bits)) + filling)
    if (bits === this.#slotBits) return
    this.calls.growIndex(bits)
    this.#slotBits = bits
  }
}

function slotBytes(bits: number): number {
  return 8 * 2 ** bits
}
