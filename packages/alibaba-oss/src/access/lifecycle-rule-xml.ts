import type { XmlContent } from '@bucket-inventory/xml'

import type { RetentionRule } from './retention.ts'

/** The rule as elements, in the order of the vendor's page. */
export function lifecycleRuleXml(rule: RetentionRule): XmlContent {
  const { NoncurrentVersionExpiration: noncurrent } = rule
  return {
    ID: rule.ID,
    Prefix: rule.Prefix,
    Status: rule.Status,
    Expiration: { Days: String(rule.Expiration.Days) },
    NoncurrentVersionExpiration:
      noncurrent === undefined ? undefined : { NoncurrentDays: String(noncurrent.NoncurrentDays) },
  }
}
