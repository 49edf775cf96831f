/* oxlint-disable typescript/no-non-null-assertion -- slots are below their number */

import { evidenceOf, labelOf, unrecognised } from './content-evidence.ts'
import type { ContentEvidence } from './content-evidence.ts'
import type { DuplicateCounts, DuplicateGroup } from './report-summary.ts'
import { Tally } from './tally.ts'

/** Of a slot: four of a content, what they are of, two of its size, and how often it is there; half a line of a cache. */
const wordsOfSlot = 8
const markWord = 4
const sizeWord = 5
const countWord = 7
const bytesOfSlot = wordsOfSlot * 4
const fullest = 0.6
const fewest = 1024

/**
 * Counts how often each content is there. Where there are more contents than fit, the smaller half is dropped, and so is
 * everything of its sizes that comes later: what is left is exact.
 */
export class DuplicateTable {
  /** Bytes: smaller objects are not counted. */
  from = 1
  readonly #most: number
  #slots = fewest
  /** What the rows of a batch are, in the form of slots. */
  #contents = new Uint32Array()
  // oxlint-disable-next-line no-unused-private-class-members -- without it the look-ups ahead would be optimised away
  #fetched = 0
  /** Objects that have nothing to recognise their content by, under number 0. */
  readonly incomparable = new Tally()
  #used = 0
  #words = new Uint32Array(fewest * wordsOfSlot)

  /** `memory`: bytes of the table, at most. */
  constructor(memory: number) {
    this.#most = Math.max(fewest, 2 ** Math.floor(Math.log2(memory / bytesOfSlot)))
  }

  /** Counts the rows that the evidence is bound to, but for those that are marked in `left`. */
  add(evidence: ContentEvidence, sizes: Float64Array, left: Uint8Array | undefined): void {
    const rows = sizes.length
    if (this.#contents.length < rows * wordsOfSlot) {
      this.#contents = new Uint32Array(rows * wordsOfSlot)
    }
    const contents = this.#contents
    let end = 0
    for (let row = 0; row < rows; row++) {
      const size = sizes[row]!
      // What has no size has nothing to be saved.
      if (!(size > 0) || left?.[row] === 1) continue
      if (evidence.read(row, contents, end) === unrecognised) {
        this.incomparable.add(0, size)
      } else if (size >= this.from) {
        contents[end + sizeWord] = size >>> 0
        contents[end + sizeWord + 1] = size / 2 ** 32
        contents[end + countWord] = 1
        end += wordsOfSlot
      }
    }
    this.#countAll(contents, end)
  }

  counts(kind: 'proven' | 'likely'): DuplicateCounts {
    let groups = 0
    let objects = 0
    let surplus = 0
    for (const { slot, count } of this.#repeated()) {
      if (evidenceOf(this.#wordsOf(slot)) !== kind) continue
      groups++
      objects += count
      surplus += (count - 1) * this.#sizeOf(slot)
    }
    return { groups, objects, surplus }
  }

  /** The groups by which most could be saved; of equal ones in the order of what they are. */
  largest(limit: number): DuplicateGroup[] {
    const surplusOf = (slot: number) =>
      (this.#words[slot * wordsOfSlot + countWord]! - 1) * this.#sizeOf(slot)
    const compare = (one: number, other: number) =>
      surplusOf(other) - surplusOf(one) || this.#compare(one, other)
    let slots: number[] = []
    for (const { slot } of this.#repeated()) {
      slots.push(slot)
      // There may be as many as slots: only now and then are they sorted.
      if (slots.length > 1000 + limit) slots = slots.toSorted(compare).slice(0, limit)
    }
    return slots
      .toSorted(compare)
      .slice(0, limit)
      .map((slot) => {
        const words = this.#wordsOf(slot)
        const objects = this.#words[slot * wordsOfSlot + countWord]!
        const size = this.#sizeOf(slot)
        const surplus = surplusOf(slot)
        return { evidence: evidenceOf(words), ...labelOf(words), size, objects, surplus }
      })
  }

  *#repeated(): Generator<{ readonly slot: number; readonly count: number }, void, undefined> {
    for (let slot = 0; slot < this.#slots; slot++) {
      const count = this.#words[slot * wordsOfSlot + countWord]!
      if (count > 1) yield { slot, count }
    }
  }

  #wordsOf(slot: number): Uint32Array {
    return this.#words.subarray(slot * wordsOfSlot, slot * wordsOfSlot + countWord)
  }

  #sizeOf(slot: number): number {
    return sizeAt(this.#words, slot * wordsOfSlot)
  }

  #compare(one: number, other: number): number {
    const words = this.#wordsOf(one)
    const others = this.#wordsOf(other)
    const at = words.findIndex((word, index) => word !== others[index])
    return at === -1 ? 0 : words[at]! - others[at]!
  }

  #countAll(contents: Uint32Array, end: number): void {
    // Nearly every slot lies beyond the caches: asked for at once, and not one after the other, they come in a third of the time.
    let fetched = 0
    for (let at = 0; at < end; at += wordsOfSlot) {
      fetched ^= this.#words[this.#slotOf(contents, at) * wordsOfSlot + countWord]!
    }
    this.#fetched ^= fetched
    for (let at = 0; at < end; at += wordsOfSlot) {
      if (this.#used >= this.#slots * fullest) this.#makeRoom()
      if (sizeAt(contents, at) >= this.from) this.#count(contents, at)
    }
  }

  #slotOf(words: Uint32Array, from: number): number {
    const mixed = Math.imul(words[from]! ^ words[from + 2]! ^ words[from + sizeWord]!, 0x9e37_79b1)
    return (mixed ^ (mixed >>> 15) ^ words[from + 3]!) & (this.#slots - 1)
  }

  /** Adds the count of what stands at this place. */
  #count(words: Uint32Array, from: number): void {
    const all = this.#words
    const mask = this.#slots - 1
    let slot = this.#slotOf(words, from)
    for (; ; slot = (slot + 1) & mask) {
      const at = slot * wordsOfSlot
      if (all[at + countWord] === 0) {
        for (let index = 0; index < wordsOfSlot; index++) all[at + index] = words[from + index]!
        this.#used++
        return
      }
      if (
        all[at] === words[from] &&
        all[at + 1] === words[from + 1] &&
        all[at + 2] === words[from + 2] &&
        all[at + 3] === words[from + 3] &&
        all[at + markWord] === words[from + markWord] &&
        all[at + sizeWord] === words[from + sizeWord] &&
        all[at + sizeWord + 1] === words[from + sizeWord + 1]
      ) {
        all[at + countWord]! += words[from + countWord]!
        return
      }
    }
  }

  #makeRoom(): void {
    const words = this.#words
    const slots = this.#slots
    if (slots < this.#most) this.#slots = Math.min(this.#most, slots * 4)
    else this.from = this.#medianSize() + 1
    this.#used = 0
    this.#words = new Uint32Array(this.#slots * wordsOfSlot)
    for (let at = 0; at < words.length; at += wordsOfSlot) {
      if (words[at + countWord] === 0) continue
      if (sizeAt(words, at) >= this.from) this.#count(words, at)
    }
  }

  #medianSize(): number {
    const sizes = Float64Array.from({ length: this.#slots }, (_, slot) => this.#sizeOf(slot))
    const used = sizes.filter((size) => size > 0).toSorted()
    return used[used.length >> 1]!
  }
}

function sizeAt(words: Uint32Array, at: number): number {
  return words[at + sizeWord]! + words[at + sizeWord + 1]! * 2 ** 32
}
