export type { InventoryCheckup } from './inventory-checkup.ts'
export type { DeliveredReport, DeliveryState, InventoryHealth } from './inventory-health.ts'
