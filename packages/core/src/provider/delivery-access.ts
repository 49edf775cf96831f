import type {
  InventoryConfiguration,
  ProviderName,
} from '../configuration/inventory-configuration.ts'
import type { InventoryField } from '../vocabulary/inventory-fields.ts'
import type { Open } from '../vocabulary/native-word.ts'
import type { RequestOptions } from './request-options.ts'

/** An inventory and the bucket that it lists. */
export interface AccessSubject {
  readonly bucket: string
  readonly configuration: InventoryConfiguration
  /** The account that owns the listed bucket. Default: that of the options. */
  readonly accountId?: string
}

/** What a document is. The last three are no rights: they go with a delivery. */
export type AccessDocumentKind =
  /** A statement of the destination bucket's policy. */
  | 'bucket-policy'
  /** A statement of a key's policy, or what a role needs to use the key. */
  | 'key-policy'
  /** Who may take on a role. */
  | 'role-trust'
  /** What a role may do. */
  | 'role-permission'
  /** What whoever manages the inventory must be allowed. */
  | 'caller-policy'
  /** A statement for the listed bucket's policy: which optional fields may be asked for. */
  | 'optional-fields'
  /** What announces a complete delivery. */
  | 'notification'
  /** A lifecycle rule that expires old reports. */
  | 'retention'

/** One thing that must be in place for delivery, or that goes with it, as data. */
export interface AccessDocument {
  readonly provider: ProviderName
  readonly kind: AccessDocumentKind
  /** What it belongs to: the name of a bucket, the ARN of a key, a role, a topic or a queue, or `caller`. */
  readonly subject: string
  /** What it is for, in a sentence that names whose it is. */
  readonly purpose: string
  /** In the words of the vendor's API: one statement, one policy, one rule. */
  readonly content: Readonly<Record<string, unknown>>
  /** Where the vendor describes the same thing in two ways, which of them it is: `least-privilege`, `read-source`. */
  readonly variant?: string
  /** What was taken for granted, as nobody said it; a sentence each. Empty as a rule. */
  readonly assumptions: readonly string[]
  /** The vendor's page. */
  readonly reference: string
}

export interface AccessOptions {
  /** The account that owns the listed buckets. Default: the one that the provider was made with, else the destination's. */
  readonly accountId?: string
  /** Region of the buckets, which decides the partition of ARNs. Default: the provider's. */
  readonly region?: string
  /**
   * Announce complete deliveries there. On S3 the ARN of an SNS topic, an SQS queue or a Lambda function, or `eventbridge`.
   * On OSS the name of a topic or queue of SMQ. Default: no document of the kind `notification`.
   */
  readonly notify?: string
  /** Expire reports after so many days. Default: no document of the kind `retention`. */
  readonly retainDays?: number
  /** Whether the destination keeps versions, so that those which are not current expire too. Default: false. */
  readonly versioned?: boolean
  /** Let inventories of the listed bucket have no other optional fields than these. Default: no such document. */
  readonly onlyFields?: readonly Open<InventoryField>[]
}

export type AccessFormat = 'json' | 'terraform' | 'commands'

/** What carrying out documents would do to one policy, one rule set, one role. */
export interface AccessChange {
  readonly provider: ProviderName
  readonly kind: AccessDocumentKind
  readonly subject: string
  /** What it carries out. */
  readonly documents: readonly AccessDocument[]
  /**
   * `unchanged`: all of it is there. `create`: nothing of the kind is there. `extend`: something is, and is kept as it is.
   * `replace`: something has our name and another content; it is written only if the caller says so. `by-hand`: this library
   * does not write it. `refused`: it cannot be written, `reason` says why.
   */
  readonly state: 'unchanged' | 'create' | 'extend' | 'replace' | 'by-hand' | 'refused'
  /** What is there, whole, as text to show; absent where there is nothing. */
  readonly before?: string
  /** What would be there. */
  readonly after: string
  /** Of `replace`: what has our name, and what we would put in its place, as text. */
  readonly ours?: { readonly before: string; readonly after: string }
  /** Of `by-hand` and `refused`. */
  readonly reason?: string
}

export interface ApplyAccessOptions extends RequestOptions {
  /** Write also what is a `replace`. Default: false, it rejects with `conflict`. */
  readonly replace?: boolean
}

/** One check of what delivery needs. */
export interface Check {
  /** Stable, such as `destination-policy-denies`. */
  readonly name: string
  /**
   * `failure`: as it stands nothing is delivered, or nobody can read what is. `warning`: it is delivered, and something about
   * it is worth a change. `unknown`: nobody may look, or nobody knows.
   */
  readonly state: 'ok' | 'warning' | 'failure' | 'unknown'
  /** What was seen, in a sentence that names values. */
  readonly evidence: string
  /** Whatever its state, it does not decide delivery. Default: false, it may. */
  readonly advisory?: boolean
  /** What to do about a failure, a warning or an unknown. */
  readonly fix?: string
  /** The vendor's page. */
  readonly reference?: string
}

/** A round of checks: what several inventories share, such as the policy of a destination, is looked at once. */
export interface DeliveryChecks {
  /** Looks; changes nothing. What may not be seen is `unknown`. Rejects only when throttled, aborted, or with no answer. */
  check(subject: AccessSubject, options?: RequestOptions): Promise<readonly Check[]>
}

/** What delivery needs beside the configuration, and whether it is there. */
export interface DeliveryAccess {
  /**
   * What the inventories need, one document for each policy, key, role and rule however many share it. Pure. Throws
   * `untranslatable` or `invalid-input` where it cannot be said.
   */
  documents(subjects: readonly AccessSubject[], options?: AccessOptions): readonly AccessDocument[]
  /** Pure. */
  render(documents: readonly AccessDocument[], format: AccessFormat): string
  /** Whose credentials these are; `undefined` where nobody says. Default: nobody does. */
  readonly accountId?: (options?: RequestOptions) => Promise<string | undefined>
  /** Begins a round. What was seen in it is not looked at again: begin another one for a later look. */
  checks(options?: AccessOptions): DeliveryChecks
  /** What carrying out documents would do. Looks; changes nothing. */
  changes(
    documents: readonly AccessDocument[],
    options?: RequestOptions,
  ): Promise<readonly AccessChange[]>
  /**
   * Carries out one change, touching nothing else, and reads it back. Does nothing where it is `unchanged`. Rejects with
   * `conflict` where what is there is not what the change saw, or has our name and `replace` was not asked for; with
   * `unsupported` what is `by-hand`, with `limit-exceeded` or `invalid-input` what is `refused`.
   */
  apply(change: AccessChange, options?: ApplyAccessOptions): Promise<void>
}
