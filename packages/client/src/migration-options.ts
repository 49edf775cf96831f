import type { ConfigurationPath, LossPolicy, RequestOptions } from '@bucket-inventory/core'

/** Values for one inventory, by path: `destination.accountId`. Over whatever the source has. */
export type MigrationValues = Readonly<Partial<Record<ConfigurationPath, unknown>>>

/** What a migration cannot know: identity never crosses from one provider to another. */
export interface MigrationInputs {
  /** For every inventory that needs a value and is given none of its own. */
  readonly defaults?: MigrationValues
  /** Destination buckets, from the source's to the target's. */
  readonly buckets?: Readonly<Record<string, string>>
  /** By id at the source. */
  readonly inventories?: Readonly<Record<string, MigrationValues>>
}

export interface MigrationOptions extends RequestOptions {
  readonly inputs?: MigrationInputs
  /** What may be lost: `lossy` and `emulated` findings block, unless they are allowed. Default: `refuse`. */
  readonly loss?: LossPolicy
  /** Replace another inventory that has the id at the target. Default: false, it blocks. */
  readonly replace?: boolean
}
