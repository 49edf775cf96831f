/** What the emulated AWS remembers besides buckets. */
export interface AwsWorld {
  /** By ARN. */
  readonly keys: Map<string, KmsKey>
  /** By the id of the account; most accounts are in none. */
  readonly organizations: Map<string, AwsOrganization>
}

/** A key of the Key Management Service. */
export interface KmsKey {
  readonly arn: string
  readonly id: string
  readonly account: string
  readonly region: string
  /** Who made it: somebody, or AWS for one of its services. */
  readonly manager: 'customer' | 'aws'
  readonly spec: 'symmetric' | 'rsa' | 'ecc' | 'hmac'
  readonly state: 'enabled' | 'disabled' | 'pending-deletion'
  /** The document as it came. */
  readonly policy: string
  /** `alias/reports`. */
  readonly aliases: readonly string[]
  readonly createdAt: number
}

/** The organization that an account is in. */
export interface AwsOrganization {
  /** `o-a1b2c3d4e5`. */
  readonly id: string
  /** From the organization down to the unit that the account is in: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. */
  readonly path: string
}

/** One change of it, as data. */
export type AwsChange =
  /** A key is put whole. */
  | { readonly type: 'put-kms-key'; readonly key: KmsKey }
  /** Absent: the account leaves the one that it is in. */
  | {
      readonly type: 'put-organization'
      readonly member: string
      readonly organization?: AwsOrganization
    }

/** Makes one change. */
export function applyAwsChange({ keys, organizations }: AwsWorld, change: AwsChange): void {
  if (change.type === 'put-kms-key') keys.set(change.key.arn, change.key)
  else if (change.organization === undefined) organizations.delete(change.member)
  else organizations.set(change.member, change.organization)
}
