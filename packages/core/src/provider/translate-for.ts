import { capabilitiesFor } from '../capability/capabilities-for.ts'
import type { BucketScope } from '../capability/capabilities.ts'
import { unsupportedFindings } from '../capability/unsupported-findings.ts'
import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'
import type { Translation } from '../translation/translation.ts'
import type { InventoryProvider } from './inventory-provider.ts'

/**
 * The translation of a provider, with a finding for whatever its capability table does not carry and it says nothing
 * about. What everybody but adapters themselves should call.
 */
export function translateFor<Native>(
  provider: InventoryProvider<Native>,
  scope: BucketScope,
  configuration: InventoryConfiguration,
): Translation<Native> {
  const translation = provider.translate(configuration, scope)
  const tables = capabilitiesFor(provider.capabilities, scope)
  const unsaid = unsupportedFindings(configuration, tables, translation.findings)
  return unsaid.length === 0
    ? translation
    : { ...translation, findings: [...translation.findings, ...unsaid] }
}
