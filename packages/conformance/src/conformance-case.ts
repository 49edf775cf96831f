import type { BucketScope, Destination, InventoryProvider } from '@bucket-inventory/core'

/** One promise of the port, for any test runner: rejects where the provider does not keep it. */
export interface ConformanceCase {
  /** A sentence about behaviour, unique within the suite. */
  readonly name: string
  readonly run: () => Promise<void>
}

/** How the suite comes to providers to try. */
export interface ProviderHarness {
  /** A fresh, empty world for one case. */
  readonly start: () => Promise<ConformanceWorld>
  /** What decides which overlays hold for the world's bucket; a case proves that the provider says the same. Default: none. */
  readonly scope?: BucketScope
  /** How many are listed, so that there is more than one page. Default: 101, or as many as one bucket can hold. */
  readonly listed?: number
  /** Seed of the generated configurations. Default: a new one; a case that fails prints it. */
  readonly seed?: number
  /** How many generated configurations a law is tried with; those that need requests take an eighth. Default: 200. */
  readonly runs?: number
}

/** A provider, a bucket without inventories, and what the suite cannot know. */
export interface ConformanceWorld {
  readonly provider: InventoryProvider
  readonly bucket: string
  /**
   * A legal destination: whatever the provider carries or requires of `accountId`, `roleArn` and
   * `encryption: { type: 'kms', keyId }` must be given. `prefix` and `format` are the suite's to choose.
   */
  readonly destination: Destination
  /** Requests sent since the start; 0 for a provider that sends none. */
  readonly requests: () => number
  /** From now on every request takes two seconds or longer, so that an abort meets it on its way. */
  readonly slow: () => void
  /**
   * From now on, after so many requests, the service refuses so many others for want of the right to them. Takes the place
   * of what was denied before.
   */
  readonly deny: (after: number, times: number) => void
  readonly close: () => Promise<void>
}
