import type { RecordField } from '@bucket-inventory/core'
import type { RecordBatch } from '@bucket-inventory/reports'

import type { LargeObject } from './report-summary.ts'

/** What is told of a large object, where the report has it. */
export const largestFields = [
  'key',
  'size',
  'versionId',
  'lastModified',
  'storageClass',
] as const satisfies readonly RecordField[]

/** Keeps the largest objects; of equal ones those that came first. */
export class LargestObjects {
  readonly #limit: number
  /** Largest first. */
  readonly #objects: LargeObject[] = []
  #least: number

  constructor(limit: number) {
    this.#limit = limit
    this.#least = limit === 0 ? Infinity : -1
  }

  /** Looks at the rows that are not marked in `left`. */
  add(
    batch: RecordBatch<(typeof largestFields)[number]>,
    sizes: Float64Array,
    left: Uint8Array | undefined,
  ): void {
    for (let row = 0; row < sizes.length; row++) {
      const size = sizes[row] ?? Number.NaN
      if (!(size > this.#least) || left?.[row] === 1) continue
      this.#insert(largeObject(batch.ownRecord(row), size))
    }
  }

  get objects(): readonly LargeObject[] {
    return this.#objects
  }

  #insert(object: LargeObject): void {
    const at = this.#objects.findIndex(({ size }) => size < object.size)
    this.#objects.splice(at === -1 ? this.#objects.length : at, 0, object)
    if (this.#objects.length > this.#limit) this.#objects.pop()
    if (this.#objects.length === this.#limit) this.#least = this.#objects.at(-1)?.size ?? Infinity
  }
}

function largeObject(
  record: ReturnType<RecordBatch<(typeof largestFields)[number]>['ownRecord']>,
  size: number,
): LargeObject {
  const { key, versionId, lastModified, storageClass } = record
  return {
    key,
    size,
    ...(versionId === undefined ? {} : { versionId }),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(storageClass === undefined ? {} : { storageClass: storageClass.native }),
  }
}
