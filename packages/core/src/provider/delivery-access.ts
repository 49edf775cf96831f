import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'
import type { RequestOptions } from './request-options.ts'

/** One thing that must be in place for delivery, as data. */
export interface AccessDocument {
  readonly kind: 'bucket-policy' | 'key-policy' | 'role-trust' | 'role-permission' | 'caller-policy'
  /** The bucket, key or role that it belongs to. */
  readonly subject: string
  readonly content: Readonly<Record<string, unknown>>
  /** The vendor's page. */
  readonly reference: string
}

/** One check of what delivery needs. */
export interface Check {
  /** Stable, such as `destination-policy-denies`. */
  readonly name: string
  readonly state: 'ok' | 'warning' | 'failure' | 'unknown'
  readonly evidence: string
  readonly fix?: string
}

/** What delivery needs beside the configuration, and whether it is there. */
export interface DeliveryAccess {
  /** Pure. */
  documents(configuration: InventoryConfiguration, bucket: string): AccessDocument[]
  /** Pure. */
  render(documents: readonly AccessDocument[], format: 'json' | 'terraform' | 'commands'): string
  /** Looks; changes nothing. What may not be seen is `unknown`. */
  check(
    configuration: InventoryConfiguration,
    bucket: string,
    options?: RequestOptions,
  ): Promise<Check[]>
}
