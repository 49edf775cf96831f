import 'reflect-metadata'
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
        connections: Object.fromEntries(connections.map(({ name, provider }) => [name, provider])),
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
