export type { EmulatedAccount } from './account.ts'
export type { Delivery, DeliveryOptions, DueDelivery } from './delivery/delivery.ts'
export type { OrcColumn } from './delivery/write-orc/orc-column.ts'
export { writeOrc } from './delivery/write-orc/write-orc.ts'
export type {
  EmulatedBucket,
  EmulatedKey,
  EmulatedOssKey,
  EmulatedRole,
  Emulator,
  EmulatorControls,
  EmulatorOptions,
} from './emulator.ts'
export { startEmulator } from './start-emulator.ts'
export { defaultSwitches, switchValues } from './switches.ts'
export type { Switches } from './switches.ts'
export type { Fault, FaultEffect } from './wire/fault.ts'
export type { Throttle } from './wire/throttling.ts'
export type { LoggedRequest, RequestFilter } from './wire/request-log.ts'
export type { AwsOrganization } from './world/aws-account.ts'
export type { Cloud } from './world/world.ts'
