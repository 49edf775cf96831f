import type { InventoryFilter, ProviderName } from '../configuration/inventory-configuration.ts'
import type { Finding } from './finding.ts'

interface TranslationBase {
  readonly provider: ProviderName
  readonly findings: readonly Finding[]
  /** The part of `filter` that the service does not apply, or is not known to, and the reader must. */
  readonly residual?: InventoryFilter
}

/** `native` is there exactly when nothing is `needs-input`. */
export type Translation<Native = unknown> =
  | (TranslationBase & { readonly complete: true; readonly native: Native })
  | (TranslationBase & { readonly complete: false })
