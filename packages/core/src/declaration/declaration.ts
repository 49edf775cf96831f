import type {
  Destination,
  InventoryConfiguration,
  ProviderName,
} from '../configuration/inventory-configuration.ts'

/** What a team wants to exist, on many buckets and clouds. */
export interface Declaration {
  readonly apiVersion: 'bucket-inventory/v1'
  readonly connections?: Readonly<Record<string, DeclaredConnection>>
  readonly manage?: ManagedInventories
  readonly inventories: readonly DeclaredInventory[]
}

/** What is this declaration's own. Default: nothing. */
export interface ManagedInventories {
  /** Which ids, as a pattern with `*`: all that prune may delete, and all that may be declared. */
  readonly ids: string
  /** More buckets to look at, as one for which nothing is declared any more is otherwise not known. Default: none. */
  readonly at?: readonly string[]
}

/** How to reach an account. Never a secret. */
export interface DeclaredConnection {
  readonly provider: ProviderName
  readonly profile?: string
  readonly region?: string
  readonly endpoint?: string
  /** Assumed one after the other. */
  readonly roles?: readonly string[]
}

/** One definition and the places where it should stand; what is identity (bucket, account, role, key) is stated per place. */
export interface DeclaredInventory {
  readonly configuration: Omit<InventoryConfiguration, 'destination'> & {
    readonly destination?: Partial<Destination>
  }
  readonly at: readonly DeclaredPlace[]
}

/** A bucket, or buckets by name and tag, and what differs there: merged over the configuration. */
export type DeclaredPlace = ({ readonly location: string } | { readonly select: BucketSelector }) &
  Partial<Omit<InventoryConfiguration, 'destination'>> & {
    readonly destination?: Partial<Destination>
  }

/** Every bucket of a connection whose name and tags match. */
export interface BucketSelector {
  /** A name, or a pattern with `*`: every declared connection whose name it matches. */
  readonly connection: string
  /** A pattern with `*`. */
  readonly name?: string
  /** Patterns with `*`: buckets that are left out all the same. Default: none. */
  readonly except?: readonly string[]
  readonly tags?: Readonly<Record<string, string>>
}
