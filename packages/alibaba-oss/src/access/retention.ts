import { InventoryError } from '@bucket-inventory/core'
import type { AccessDocument } from '@bucket-inventory/core'

import { provider } from '../oss-words.ts'
import { assumptionsOf, reportsPrefix } from './delivery-of.ts'
import type { OssDelivery } from './delivery-of.ts'
import { stableName } from './stable-name.ts'

/** A lifecycle rule of OSS that expires reports. */
export interface RetentionRule {
  readonly ID: string
  readonly Prefix: string
  readonly Status: 'Enabled'
  readonly Expiration: { readonly Days: number }
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays: number }
}

/** The lifecycle rule that expires the reports of one inventory, and nothing else below the destination's prefix. */
export function retentionDocument(
  delivery: OssDelivery,
  days: number,
  versioned: boolean,
): AccessDocument {
  if (!Number.isSafeInteger(days) || days < 1) {
    throw new InventoryError('invalid-input', `reports expire after whole days, not ${days}`)
  }
  const { source, id, destination } = delivery
  const below = reportsPrefix(delivery)
  const rule: RetentionRule = {
    ID: `bucket-inventory-${stableName(below)}`,
    Prefix: below,
    Status: 'Enabled',
    Expiration: { Days: days },
    ...(versioned ? { NoncurrentVersionExpiration: { NoncurrentDays: days } } : {}),
  }
  return {
    provider,
    kind: 'retention',
    subject: destination,
    purpose: `Expires the reports of inventory "${id}" of bucket "${source}" in bucket "${destination}" after ${days} ${days === 1 ? 'day' : 'days'}.`,
    content: { ...rule },
    assumptions: assumptionsOf(delivery),
    reference: 'https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketlifecycle',
  }
}

/** The rule in its document. Throws `invalid-input` for one that would reach further than the reports of an inventory. */
export function retentionRuleOf({ subject, content }: AccessDocument): RetentionRule {
  const { ID, Prefix, Expiration, NoncurrentVersionExpiration } = content
  const days = numberAt(Expiration, 'Days')
  const noncurrent = numberAt(NoncurrentVersionExpiration, 'NoncurrentDays')
  // Two folders at least: the listed bucket and the inventory.
  const isNarrow = typeof Prefix === 'string' && /[^/]+\/[^/]+\/$/.test(Prefix)
  if (typeof ID !== 'string' || !isNarrow || days === undefined) {
    throw new InventoryError('invalid-input', `the retention of "${subject}" is none of reports`)
  }
  return {
    ID,
    Prefix,
    Status: 'Enabled',
    Expiration: { Days: days },
    ...(noncurrent === undefined
      ? {}
      : { NoncurrentVersionExpiration: { NoncurrentDays: noncurrent } }),
  }
}

function numberAt(value: unknown, key: string): number | undefined {
  const found: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof found === 'number' ? found : undefined
}
