import type { ComparedSide } from './compared-object.ts'
import { GroupTally } from './group-tally.ts'
import { leftSide, rightSide } from './match-batch.ts'
import type { MatchBatch } from './match-batch.ts'
import type { Matching } from './matching.ts'
import { verdictCodes, verdictIndexes } from './verdict-code.ts'

/** The group of prefixes that were too many. */
export const lumped = 0

/** An object that was counted, as it was when it was. */
export interface CountedObject {
  readonly key: string
  readonly left?: ComparedSide
  readonly right?: ComparedSide
}

export interface SideTally {
  readonly objects: number
  readonly bytes: number
}

/** Counts what was said of millions of rows, in typed arrays, and what was said of some of them later. */
export class Tally {
  /** Objects by code. */
  readonly codes = new Float64Array(verdictCodes)
  /** By the number of a prefix and 1; {@link lumped} is of those that are not kept apart. */
  readonly prefixes = new GroupTally()
  readonly classes = new GroupTally()
  /** Native words by the number of their class; the first is of objects without any. */
  readonly classNames: string[] = ['']
  readonly #matching: Pick<Matching, 'attributes' | 'prefixes'>
  /** By attributes, the number of their class. */
  readonly #classOf: number[] = []
  readonly #prefixNumbers = new Map<string, number>()
  #prefixesKnown = 0
  /** Left objects and bytes, right objects and bytes. */
  readonly #sides = new Float64Array(4)

  /** Attributes and prefixes are those of the matching that gives the batches; they may grow. */
  constructor(matching: Pick<Matching, 'attributes' | 'prefixes'>) {
    this.#matching = matching
  }

  add(batch: MatchBatch, codes: Uint8Array): void {
    const { length, sides, leftSize, rightSize, prefix, leftAttributes, rightAttributes } = batch
    this.#learn()
    const { prefixes } = this.#matching
    const totals = this.#sides
    for (let row = 0; row < length; row++) {
      const code = codes[row] ?? 0
      const side = sides[row] ?? 0
      const left = sizeAt(leftSize, row)
      const right = sizeAt(rightSize, row)
      const isLeft = (side & leftSide) !== 0
      if (isLeft) {
        add(totals, 0, 1)
        add(totals, 1, left)
      }
      if ((side & rightSide) !== 0) {
        add(totals, 2, 1)
        add(totals, 3, right)
      }
      const attributes = (isLeft ? leftAttributes[row] : rightAttributes[row]) ?? 0
      const group = this.#classOf[attributes] ?? 0
      const number = prefix[row] ?? prefixes.length
      const ofPrefix = number < prefixes.length ? number + 1 : lumped
      this.#count(code, ofPrefix, group, 1, isLeft ? left : right)
    }
  }

  /** Counts an object that was added under one code under another. */
  move({ key, left, right }: CountedObject, depth: number, from: number, to: number): void {
    const prefix = this.#prefixOf(key, depth)
    const words = (left ?? right)?.storageClass?.native ?? ''
    const group = Math.max(this.classNames.indexOf(words), 0)
    const bytes = (left === undefined ? right?.size : left.size) ?? 0
    this.#count(from, prefix, group, -1, -bytes)
    this.#count(to, prefix, group, 1, bytes)
  }

  /** What of each side was compared. */
  get sides(): Readonly<Record<'left' | 'right', SideTally>> {
    const [leftObjects = 0, leftBytes = 0, rightObjects = 0, rightBytes = 0] = this.#sides
    return {
      left: { objects: leftObjects, bytes: leftBytes },
      right: { objects: rightObjects, bytes: rightBytes },
    }
  }

  #count(code: number, prefix: number, group: number, objects: number, bytes: number): void {
    const verdict = verdictIndexes[code] ?? 0
    add(this.codes, code, objects)
    this.prefixes.add(prefix, verdict, objects, bytes)
    this.classes.add(group, verdict, objects, bytes)
  }

  /** Prefixes and classes that came with the last batch. */
  #learn(): void {
    const { attributes, prefixes } = this.#matching
    this.prefixes.reserve(prefixes.length + 1)
    for (let index = this.#classOf.length; index < attributes.length; index++) {
      const words = attributes[index]?.storageClass?.native ?? ''
      const known = this.classNames.indexOf(words)
      this.#classOf.push(known < 0 ? this.classNames.push(words) - 1 : known)
    }
    this.classes.reserve(this.classNames.length)
  }

  #prefixOf(key: string, depth: number): number {
    const { prefixes } = this.#matching
    for (; this.#prefixesKnown < prefixes.length; this.#prefixesKnown++) {
      this.#prefixNumbers.set(prefixes[this.#prefixesKnown] ?? '', this.#prefixesKnown)
    }
    const number = this.#prefixNumbers.get(prefixOf(key, depth))
    return number === undefined ? lumped : number + 1
  }
}

/** The key up to its last of this many delimiters. */
function prefixOf(key: string, depth: number): string {
  let end = 0
  for (let delimiters = 0; delimiters < depth; delimiters++) {
    const next = key.indexOf('/', end) + 1
    if (next === 0) break
    end = next
  }
  return key.slice(0, end)
}

function sizeAt(sizes: Float64Array, row: number): number {
  const size = sizes[row] ?? 0
  return Number.isNaN(size) ? 0 : size
}

function add(numbers: Float64Array, at: number, more: number): void {
  numbers[at] = (numbers[at] ?? 0) + more
}
