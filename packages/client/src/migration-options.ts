import type { ConfigurationPath, LossPolicy, RequestOptions } from '@bucket-inventory/core'

/**
 * Values by path, each path one that holds a value and has no parts: `destination.accountId`, `id`, `filter.size.min`.
 * `null` and an empty text are values that are left to fill in.
 */
export type MigrationValues = Readonly<Partial<Record<ConfigurationPath, unknown>>>

/**
 * What a migration cannot know: identity never crosses from one provider to another. An inventory's own values come before
 * `buckets`, and those before `defaults`.
 */
export interface MigrationInputs {
  /** For every inventory that needs a value and is given none of its own; what needs none stays as it is. No `id`. */
  readonly defaults?: MigrationValues
  /** Destination buckets, from the source's to the target's: for every inventory that delivers there. */
  readonly buckets?: Readonly<Record<string, string | null>>
  /** By id at the source. Over whatever the source has, and whether it is needed or not. */
  readonly inventories?: Readonly<Record<string, MigrationValues>>
}

export interface MigrationOptions extends RequestOptions {
  readonly inputs?: MigrationInputs
  /** What may be lost: `lossy` and `emulated` findings block, unless they are allowed. Default: `refuse`. */
  readonly loss?: LossPolicy
  /** Replace another inventory that has the id at the target. Default: false, it blocks. */
  readonly replace?: boolean
}
