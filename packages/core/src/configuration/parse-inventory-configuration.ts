import { inventoryConfigurationSchema } from './inventory-configuration-schema.ts'
import type { InventoryConfiguration } from './inventory-configuration.ts'
import { parseWritten } from './parse-written.ts'

/**
 * Accepts what a person wrote, as parsed from YAML or JSON; fills defaults; throws `invalid-configuration` with every
 * problem at once, each with its path and what to write instead. Accepts every configuration that an adapter has read.
 */
export function parseInventoryConfiguration(written: unknown): InventoryConfiguration {
  return parseWritten(inventoryConfigurationSchema, written, 'configuration')
}
