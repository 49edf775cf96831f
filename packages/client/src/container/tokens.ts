import type { InventoryProvider } from '@bucket-inventory/core'
import type { ServiceIdentifier } from 'inversify'

import type { InventoryClient } from '../inventory-client.ts'

/** A provider under a name of its own: another account, region or endpoint. */
export interface Connection {
  /** As in `s3://NAME@photos`. */
  readonly name: string
  readonly provider: InventoryProvider
}

/** What the container holds. An adapter is added by binding it, unnamed, to `tokens.provider`. */
export const tokens = {
  /** Any number, each with a name and a scheme of its own. */
  provider: token<InventoryProvider>('InventoryProvider'),
  /** Any number. */
  connection: token<Connection>('Connection'),
  /** The one facade of them all. */
  client: token<InventoryClient>('InventoryClient'),
}

function token<T>(name: string): ServiceIdentifier<T> {
  return Symbol.for(`@bucket-inventory/${name}`)
}
