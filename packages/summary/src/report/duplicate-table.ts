/* oxlint-disable typescript/no-non-null-assertion -- slots are below their number */

import { evidenceOf, labelOf, unrecognised } from './content-evidence.ts'
import type { ContentEvidence } from './content-evidence.ts'
import type { DuplicateCounts, DuplicateGroup } from './report-summary.ts'

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
  #used = 0
  #words = new Uint32Array(fewest * wordsOfSlot)

  /** `memory`: bytes of the table, at most. */
  constructor(memory: number) {
    this.#most = Math.max(fewest, 2 ** Math.floor(Math.log2(memory / bytesOfSlot)))
  }

  /** Counts one row; `false` where it has nothing to recognise its content by. */
  add(evidence: ContentEvidence, row: number, size: number): boolean {
    if (evidence.read(row) === unrecognised) return false
    // What has no size has nothing to be saved.
    if (!(size >= this.from)) return true
    if (this.#used >= this.#slots * fullest) this.#makeRoom()
    if (!(size >= this.from)) return true
    const { words } = evidence
    words[sizeWord] = size >>> 0
    words[sizeWord + 1] = size / 2 ** 32
    words[countWord] = 1
    this.#count(words, 0)
    return true
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

  /** The groups by which most could be saved; of equal ones in the order of their labels. */
  largest(limit: number): DuplicateGroup[] {
    return [...this.#repeated()]
      .map(({ slot, count }) => ({ slot, count, surplus: (count - 1) * this.#sizeOf(slot) }))
      .toSorted((one, other) => other.surplus - one.surplus || this.#compare(one.slot, other.slot))
      .slice(0, limit)
      .map(({ slot, count, surplus }) => {
        const words = this.#wordsOf(slot)
        const evidence = evidenceOf(words)
        return { evidence, ...labelOf(words), size: this.#sizeOf(slot), objects: count, surplus }
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
    const at = slot * wordsOfSlot + sizeWord
    return this.#words[at]! + this.#words[at + 1]! * 2 ** 32
  }

  #compare(one: number, other: number): number {
    const words = this.#wordsOf(one)
    const others = this.#wordsOf(other)
    const at = words.findIndex((word, index) => word !== others[index])
    return at === -1 ? 0 : words[at]! - others[at]!
  }

  /** Adds the count of what stands at this place. */
  #count(words: Uint32Array, from: number): void {
    const all = this.#words
    const mask = this.#slots - 1
    const mixed = Math.imul(words[from]! ^ words[from + 2]! ^ words[from + sizeWord]!, 0x9e37_79b1)
    let slot = (mixed ^ (mixed >>> 15) ^ words[from + 3]!) & mask
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
      const size = words[at + sizeWord]! + words[at + sizeWord + 1]! * 2 ** 32
      if (size >= this.from) this.#count(words, at)
    }
  }

  #medianSize(): number {
    const sizes = Float64Array.from({ length: this.#slots }, (_, slot) => this.#sizeOf(slot))
    const used = sizes.filter((size) => size > 0).toSorted()
    return used[used.length >> 1]!
  }
}
