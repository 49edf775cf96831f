import { reportsPrefix } from './delivery-of.ts'
import type { OssDelivery } from './delivery-of.ts'

/** A key of each kind that OSS writes. Times and ids in them are as good as any others. */
export function writtenKeys(delivery: OssDelivery): readonly string[] {
  const below = reportsPrefix(delivery)
  const file = '4a1c0a0e-6d0c-4a0a-9f0e-3f1d4bb2c6f1'
  const full = [
    '2026-11-22T16-00Z/manifest.json',
    '2026-11-22T16-00Z/manifest.checksum',
    `data/${file}.csv.gz`,
  ]
  const changes = [
    'incremental_inventory/2026-11-22T16-10-00Z/manifest.json',
    `incremental_inventory/2026-11-22T16-10-00Z/data/${file}_0.csv`,
  ]
  return [...full, ...(delivery.isIncremental ? changes : [])].map((key) => below + key)
}
