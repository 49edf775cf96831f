import { ContainerModule } from 'inversify'

import { tokens } from './tokens.ts'

/** Binds the reference provider, for tests. Needs `@bucket-inventory/memory`. */
export function memoryModule(): ContainerModule {
  return new ContainerModule(async ({ bind }) => {
    const { createMemoryProvider } = await import('@bucket-inventory/memory')
    bind(tokens.provider).toResolvedValue(() => createMemoryProvider())
  })
}
