import { InventoryError } from '@bucket-inventory/core'

import type { ReportManifest } from './report-manifest.ts'

/** Rejects a change log where records are asked for. */
export function refuseChanges({ kind }: ReportManifest, place: string): void {
  if (kind !== 'incremental') return
  throw new InventoryError(
    'unsupported',
    `"${place}" cannot be read as records: it is a change log, not a report; openChanges reads it`,
    { position: { file: place } },
  )
}
