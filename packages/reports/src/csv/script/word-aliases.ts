/* oxlint-disable typescript/no-non-null-assertion -- the places are those of words, the entries those of the table */
import type { ScannerMemory } from '../scanner-memory.ts'

const mostEntries = 4096
const slotMask = 4 * mostEntries - 1
const mostBytes = 512 * 1024

/**
 * Words that were seen, each with its code, compared four bytes at a time: that takes a third of comparing each byte. It
 * needs a copy that lies as the word does, so a word may be here four times. Only a shortcut: not every word is here.
 */
export class WordAliases {
  readonly #bytes: Uint8Array
  readonly #integers: Int32Array
  readonly #copies = new Uint8Array(mostBytes)
  readonly #copiedIntegers = new Int32Array(this.#copies.buffer)
  /** Number of an entry plus one, by hash. */
  readonly #slots = new Int32Array(slotMask + 1)
  /** Where the copy begins, length, group, code. */
  readonly #entries = new Int32Array(4 * mostEntries)
  #count = 0
  #filled = 0

  constructor({ bytes, integers }: ScannerMemory) {
    this.#bytes = bytes
    this.#integers = integers
  }

  clear(): void {
    this.#slots.fill(0)
    this.#count = 0
    this.#filled = 0
  }

  /** The code of a word, or -1. */
  find(start: number, length: number, group: number): number {
    const entries = this.#entries
    for (let slot = this.#hash(start, length, group); ; slot = (slot + 1) & slotMask) {
      const entry = this.#slots[slot]! * 4 - 4
      if (entry < 0) return -1
      if (
        entries[entry + 1] === length &&
        entries[entry + 2] === group &&
        this.#equals(entries[entry]!, start, length)
      ) {
        return entries[entry + 3]!
      }
    }
  }

  /** Must not be here. */
  add(start: number, length: number, group: number, code: number): void {
    const copy = (this.#filled & ~3) + 4 + (start & 3)
    if (this.#count === mostEntries || copy + length + 4 > mostBytes) return
    for (let at = 0; at < length; at++) this.#copies[copy + at] = this.#bytes[start + at]!
    this.#filled = copy + length
    this.#entries.set([copy, length, group, code], this.#count * 4)
    let slot = this.#hash(start, length, group)
    while (this.#slots[slot] !== 0) slot = (slot + 1) & slotMask
    this.#slots[slot] = ++this.#count
  }

  #equals(copy: number, start: number, length: number): boolean {
    if (((copy ^ start) & 3) !== 0) return false
    const end = start + length
    const shift = (copy - start) >> 2
    const first = (start + 3) >> 2
    const last = end >> 2
    for (let at = first; at < last; at++) {
      if (this.#integers[at] !== this.#copiedIntegers[at + shift]) return false
    }
    if (first > last) return this.#equalBytes(copy, start, length)
    return (
      this.#equalBytes(copy, start, first * 4 - start) &&
      this.#equalBytes(copy + last * 4 - start, last * 4, end - last * 4)
    )
  }

  #equalBytes(copy: number, start: number, length: number): boolean {
    for (let at = 0; at < length; at++) {
      if (this.#copies[copy + at] !== this.#bytes[start + at]) return false
    }
    return true
  }

  /** Of every other four bytes: what they leave out is compared anyway. */
  #hash(start: number, length: number, group: number): number {
    const last = (start + length) >> 2
    let sum = Math.imul(group * 4 + (start & 3) + 1, 0x9e3779b1) ^ length
    for (let at = (start + 3) >> 2; at < last; at += 2) {
      sum = Math.imul(sum ^ this.#integers[at]!, 0x01000193)
      sum ^= sum >>> 15
    }
    return sum & slotMask
  }
}
