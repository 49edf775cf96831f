export { createInventoryClient } from './create-inventory-client.ts'
export type { InventoryClientOptions } from './create-inventory-client.ts'
export type { InventoryClient } from './inventory-client.ts'
export type { KnownProviders } from './resolve-location.ts'
