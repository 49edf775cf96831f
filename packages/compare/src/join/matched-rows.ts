import type { ComparedSide } from '../compared-object.ts'
import type { MatchBatch } from '../match-batch.ts'
import type { JoinContext } from './join-context.ts'
import type { JoinViews } from './join-views.ts'
import type { AlgorithmNames, ReadKey, RecordReader } from './record-reader.ts'

/** The rows that the join has put, as long as it puts no others. */
export class MatchedRows implements MatchBatch {
  readonly length: number
  readonly run: number
  readonly sides: Uint8Array
  readonly facts: Uint16Array
  readonly order: Float64Array
  readonly leftSize: Float64Array
  readonly rightSize: Float64Array
  readonly leftTime: Float64Array
  readonly rightTime: Float64Array
  readonly prefix: Uint32Array
  readonly leftAttributes: Uint32Array
  readonly rightAttributes: Uint32Array
  readonly duplicate: Uint8Array
  readonly #leftRecord: Uint32Array
  readonly #rightRecord: Uint32Array
  readonly #reader: RecordReader
  readonly #names: AlgorithmNames

  /** `first`: where they begin among those that there is room for. */
  constructor({ memory, reader, names }: JoinContext, length: number, run: number, first = 0) {
    const views = first === 0 ? memory.views : viewsFrom(memory.views, first)
    this.length = length
    this.run = run
    this.sides = views.sides
    this.facts = views.facts
    this.order = views.order
    this.leftSize = views.leftSize
    this.rightSize = views.rightSize
    this.leftTime = views.leftTime
    this.rightTime = views.rightTime
    this.prefix = views.prefix
    this.leftAttributes = views.leftAttributes
    this.rightAttributes = views.rightAttributes
    this.duplicate = views.duplicate
    this.#leftRecord = views.leftRecord
    this.#rightRecord = views.rightRecord
    this.#reader = reader
    this.#names = names
  }

  side(row: number, side: 'left' | 'right'): ComparedSide {
    const record = this.#recordOf(row, side)
    if (record === 0) throw new RangeError(`row ${row} has no ${side} side`)
    return this.#reader.side(record, this.#names[side])
  }

  key(row: number): ReadKey {
    return this.#reader.key(this.#recordOf(row, 'right') || this.#recordOf(row, 'left'))
  }

  #recordOf(row: number, side: 'left' | 'right'): number {
    const records = side === 'left' ? this.#leftRecord : this.#rightRecord
    const record = row < this.length ? records[row] : undefined
    if (record === undefined) throw new RangeError(`there is no row ${row}`)
    return record
  }
}

/** The columns from this row on. */
function viewsFrom(views: JoinViews, first: number): JoinViews {
  return {
    ...views,
    sides: views.sides.subarray(first),
    facts: views.facts.subarray(first),
    order: views.order.subarray(first),
    leftSize: views.leftSize.subarray(first),
    rightSize: views.rightSize.subarray(first),
    leftTime: views.leftTime.subarray(first),
    rightTime: views.rightTime.subarray(first),
    prefix: views.prefix.subarray(first),
    leftAttributes: views.leftAttributes.subarray(first),
    rightAttributes: views.rightAttributes.subarray(first),
    leftRecord: views.leftRecord.subarray(first),
    rightRecord: views.rightRecord.subarray(first),
    duplicate: views.duplicate.subarray(first),
  }
}
