import { InventoryError } from '@bucket-inventory/core'
import type { AccessDocument } from '@bucket-inventory/core'

import { nameOfRole } from './delivery-of.ts'
import { policyNames } from './policy-names.ts'
import { stableName } from './stable-name.ts'

/** What the policy of a document is called. */
export function policyNameOf({ kind, subject, variant, content }: AccessDocument): string {
  const names = policyNames(nameOfRole(subject))
  if (kind === 'key-policy') return names.key
  if (kind === 'caller-policy')
    return `bucket-inventory-caller-${stableName(JSON.stringify(content))}`
  if (variant === 'least-privilege' || variant === 'read-source') return names[variant]
  throw new InventoryError('invalid-input', `a permission of OSS is no "${variant ?? ''}"`)
}
