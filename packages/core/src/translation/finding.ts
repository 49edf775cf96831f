import type { FindingPath } from '../configuration/configuration-path.ts'
import type { InventoryField } from '../vocabulary/inventory-fields.ts'
import type { Open } from '../vocabulary/native-word.ts'

interface FindingBase {
  readonly path: FindingPath
  /** One sentence for a person, naming the value. */
  readonly message: string
  /** The vendor's page. */
  readonly reference?: string
}

/** Carried as the nearest thing that loses nothing asked for. Reported. */
export interface CoercedFinding extends FindingBase {
  readonly verdict: 'coerced'
  readonly asked: unknown
  readonly carried: unknown
}

/**
 * A filter that the service cannot apply, kept as a residual. Whoever reads the native files sees the unfiltered report.
 * Reported by `translate` and `put`; refused by `apply` and `migrate` unless allowed.
 */
export interface EmulatedFinding extends FindingBase {
  readonly verdict: 'emulated'
  readonly asked: unknown
  /** Columns that the filter needs and that were not asked for. */
  readonly addedFields: readonly Open<InventoryField>[]
}

/**
 * Sent as it is, but nothing shows that this service or region honours it. A filter whose column is listed is kept as a
 * residual too; no column is added for it, so that what is read and written back stays as it was. Reported.
 */
export interface UnverifiedFinding extends FindingBase {
  readonly verdict: 'unverified'
  readonly asked: unknown
}

/** A column, or a remark of another provider, that this one does not have. Reported. */
export interface DroppedFinding extends FindingBase {
  readonly verdict: 'dropped'
  readonly asked: unknown
}

/** Would change which objects, how protected, when or how often, or the file format. Refused unless allowed. */
export interface LossyFinding extends FindingBase {
  readonly verdict: 'lossy'
  readonly asked: unknown
  readonly consequence: Consequence
}

/** Required here and not to be invented. Refused, always. */
export interface NeedsInputFinding extends FindingBase {
  readonly verdict: 'needs-input'
  /** What it is. */
  readonly expected: string
  readonly example: string
}

/** Carried exactly, but the service behaves in a way that a person should know. Reported. */
export interface AdvisoryFinding extends FindingBase {
  readonly verdict: 'advisory'
}

/** What a translation did that a person must be able to see. No finding on a path means: carried exactly. */
export type Finding =
  | CoercedFinding
  | EmulatedFinding
  | UnverifiedFinding
  | DroppedFinding
  | LossyFinding
  | NeedsInputFinding
  | AdvisoryFinding

export type Verdict = Finding['verdict']

/** What a loss leads to. */
export type Consequence =
  | 'lists-more'
  | 'lists-less'
  | 'less-protected'
  | 'other-format'
  | 'other-schedule'
  | 'native-lost'
