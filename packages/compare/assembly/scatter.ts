import { put } from './copy'
import { HASHES, OTHER_SCRATCH, PARTITION_ENDS, RECORDS } from './layout'
import { endOf } from './record'

/**
 * Copies the listed records to OTHER_SCRATCH, those of one partition together: partitions are these bits of the hash, which the
 * table does not use. Where each ends is in PARTITION_ENDS.
 */
export function scatter(count: u32, shift: u32, bits: u32): void {
  const partitions = (<u32>1) << bits
  const mask = partitions - 1
  memory.fill(PARTITION_ENDS, 0, (<usize>partitions) << 2)
  for (let number: u32 = 0; number < count; number++) {
    const record = <usize>load<u32>(RECORDS + ((<usize>number) << 2))
    const end = partitionEnd(number, shift, mask)
    store<u32>(end, load<u32>(end) + <u32>(endOf(record) - record))
  }
  // Until records are copied, it is where each begins.
  let begin: u32 = 0
  for (let partition: u32 = 0; partition < partitions; partition++) {
    const place = PARTITION_ENDS + ((<usize>partition) << 2)
    const size = load<u32>(place)
    store<u32>(place, begin)
    begin += size
  }
  for (let number: u32 = 0; number < count; number++) {
    const record = <usize>load<u32>(RECORDS + ((<usize>number) << 2))
    const end = partitionEnd(number, shift, mask)
    const to = load<u32>(end)
    const size = <u32>(endOf(record) - record)
    put(OTHER_SCRATCH + to, record, size)
    store<u32>(end, to + size)
  }
}

function partitionEnd(number: u32, shift: u32, mask: u32): usize {
  const hash = load<u32>(HASHES + ((<usize>number) << 3))
  return PARTITION_ENDS + ((<usize>((hash >> shift) & mask)) << 2)
}
