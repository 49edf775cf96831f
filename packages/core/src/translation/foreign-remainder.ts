import type {
  InventoryConfiguration,
  ProviderName,
} from '../configuration/inventory-configuration.ts'
import type { Finding } from './finding.ts'

/** One `dropped` finding for what each other provider holds beyond the neutral words. */
export function foreignRemainder(
  configuration: InventoryConfiguration,
  provider: ProviderName,
): Finding[] {
  return Object.entries(configuration.native ?? {})
    .filter(([owner]) => owner !== provider)
    .map(([owner, asked]) => ({
      verdict: 'dropped',
      path: `native.${owner}`,
      asked,
      message: `elements of ${owner} (${Object.keys(asked).join(', ')}) mean nothing to ${provider} and are left out`,
    }))
}
