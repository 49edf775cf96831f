import type {
  InventoryConfiguration,
  InventoryFilter,
  ProviderName,
} from '../configuration/inventory-configuration.ts'
import type { DeclaredConnection } from '../declaration/declaration.ts'
import type { InventoryErrorCode } from '../inventory-error.ts'
import type { StoredInventory } from '../provider/inventory-provider.ts'
import type { LossPolicy } from '../translation/accept-translation.ts'
import type { Finding } from '../translation/finding.ts'
import type { Difference } from './differences.ts'

interface StepBase {
  /** The bucket, as `oss://prod@photos-cn`. */
  readonly location: string
  readonly provider: ProviderName
  readonly id: string
  /** Of a migration: the inventory that is copied, as `s3://photos#daily`. */
  readonly from?: string
}

/** What writes: findings of its translation, and what a reader of the reports must apply. */
interface WriteBase extends StepBase {
  readonly desired: InventoryConfiguration
  readonly findings: readonly Finding[]
  readonly residual?: InventoryFilter
}

/** Nothing has the id. */
export interface CreateStep extends WriteBase {
  readonly action: 'create'
}

/** There, and different to the provider. */
export interface ReplaceStep extends WriteBase {
  readonly action: 'replace'
  readonly actual: StoredInventory
  readonly differences: readonly Difference[]
  /** Whether the service takes it for a new inventory, whose first report starts at once or with the next schedule. */
  readonly startsNewRun: boolean
}

/** There, within what the declaration manages, and not declared. */
export interface DeleteStep extends StepBase {
  readonly action: 'delete'
  readonly actual: StoredInventory
}

/** As it should be. An `advisory` finding names what was asked for and the service does not show. */
export interface UnchangedStep extends WriteBase {
  readonly action: 'unchanged'
  readonly actual: StoredInventory
}

/** There, and not declared: left alone. */
export interface ForeignStep extends StepBase {
  readonly action: 'foreign'
  readonly actual: StoredInventory
  /** Whether prune would delete it: the declaration manages its id, or it is left over from a trial of this library. */
  readonly managed: boolean
}

/** `once` with `deleteAfterRun`: it ran and is gone, or never was. Created only when asked to run again. */
export interface ConsumedOrAbsentStep extends StepBase {
  readonly action: 'consumed-or-absent'
  readonly desired: InventoryConfiguration
}

/** Findings forbid it: `needs-input`, or a loss that is not allowed. All findings are here, those too that forbid nothing. */
export interface BlockedStep extends StepBase {
  readonly action: 'blocked'
  readonly desired: InventoryConfiguration
  readonly findings: readonly Finding[]
}

/** What is there could not be found out. The id is empty where not even that is known. */
export interface UnreadableStep extends StepBase {
  readonly action: 'unreadable'
  readonly error: { readonly code: InventoryErrorCode; readonly message: string }
}

export type PlanStep =
  | CreateStep
  | ReplaceStep
  | DeleteStep
  | UnchangedStep
  | ForeignStep
  | ConsumedOrAbsentStep
  | BlockedStep
  | UnreadableStep

/** What would be done, as data: made by looking, and carried out by `apply` alone. */
export interface Plan {
  /** The connections that locations of the steps name, as the declaration has them. */
  readonly connections?: Readonly<Record<string, DeclaredConnection>>
  /** What the translations may lose. */
  readonly loss: LossPolicy
  /** Bucket by bucket, by id. */
  readonly steps: readonly PlanStep[]
}

/** A step that changes something. */
export type ChangingStep = CreateStep | ReplaceStep | DeleteStep

export function isChange(step: PlanStep): step is ChangingStep {
  return step.action === 'create' || step.action === 'replace' || step.action === 'delete'
}
