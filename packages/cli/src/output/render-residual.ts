import type { InventoryFilter } from '@bucket-inventory/core'

import { printable } from './printable.ts'
import { residualInWords } from './residual-in-words.ts'

/** Who reads the reports must know. */
export function renderResidual(residual: InventoryFilter): string {
  return `left to who reads the reports: ${printable(residualInWords(residual))}\n`
}
