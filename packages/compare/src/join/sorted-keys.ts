import type { RecordBatch } from '@bucket-inventory/reports'

import { startOf } from './staged-texts.ts'
import { textSource } from './text-source.ts'

/** Whether no key is before the one ahead of it, in the order of bytes. */
export function areKeysSorted(batch: RecordBatch): boolean {
  const { bytes, ends } = textSource(batch.column('key'), (key) => key)
  let before: Uint8Array = new Uint8Array(0)
  for (let row = 0; row < batch.length; row++) {
    const key = bytes.subarray(startOf(ends, row), ends[row])
    if (Buffer.compare(before, key) > 0) return false
    before = key
  }
  return true
}
