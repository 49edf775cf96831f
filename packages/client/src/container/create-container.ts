import 'reflect-metadata'
import { InventoryError } from '@bucket-inventory/core'
import type { InventoryProvider } from '@bucket-inventory/core'
import { Container } from 'inversify'
import type { ContainerModule } from 'inversify'

import { createInventoryClient } from '../create-inventory-client.ts'
import type { InventoryClientOptions } from '../create-inventory-client.ts'
import { tokens } from './tokens.ts'
import type { Connection } from './tokens.ts'

export interface ContainerSettings extends Pick<InventoryClientOptions, 'overrides' | 'settle'> {
  /** What binds providers and connections. Default: none. */
  readonly modules?: readonly ContainerModule[]
}

/**
 * A container of singletons whose `tokens.client` is the facade of every provider and connection bound until it is
 * first asked for. A module loads its adapter here, so adapters that are not asked for need not be installed.
 */
export async function createContainer(settings: ContainerSettings = {}): Promise<Container> {
  const { modules = [], ...options } = settings
  const container = new Container({ defaultScope: 'Singleton' })
  container.bind(tokens.client).toResolvedValue(
    (providers: InventoryProvider[], connections: Connection[]) =>
      createInventoryClient({
        ...options,
        providers,
        connections: byName(connections),
      }),
    [
      { serviceIdentifier: tokens.provider, isMultiple: true },
      { serviceIdentifier: tokens.connection, isMultiple: true },
    ],
  )
  // One after the other, so that providers stand in the order of their modules.
  for (const module of modules) await container.loadAsync(module)
  return container
}

/** Throws `invalid-input` if two have one name: a place would silently mean another account. */
function byName(connections: readonly Connection[]): Readonly<Record<string, InventoryProvider>> {
  const named = new Map<string, InventoryProvider>()
  for (const { name, provider } of connections) {
    if (named.has(name)) {
      throw new InventoryError('invalid-input', `two connections are named "${name}"`)
    }
    named.set(name, provider)
  }
  return Object.fromEntries(named)
}
