import { InventoryError } from '@bucket-inventory/core'

import type { ReportFile } from '../open/report-manifest.ts'

/** The error of a data file of another size than its manifest says, or of more bytes than that; `at`: where else it lies. */
export function wrongSize(
  { key, size }: Pick<ReportFile, 'key' | 'size'>,
  found: number,
  at?: string,
): InventoryError {
  const file = at === undefined ? `data file "${key}"` : `data file "${key}" at "${at}"`
  const problem =
    found < size
      ? `ends after ${found} of the ${size} bytes of its manifest`
      : `is longer than the ${size} bytes of its manifest`
  return new InventoryError('corrupt-report', `${file} ${problem}`, {
    position: { file: key, byte: Math.min(found, size) },
  })
}
