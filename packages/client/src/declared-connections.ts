import { isInventoryError, nearestWord, wrongInPlaces } from '@bucket-inventory/core'
import type { DeclaredConnection, InventoryProvider, Problem } from '@bucket-inventory/core'

import { withSettings } from './resolve-location.ts'
import type { KnownProviders } from './resolve-location.ts'

/**
 * The connections of a declaration as providers: what it says of each over the connection that the client has under the same
 * name, else over the provider. Sends nothing. Throws `invalid-configuration` with every problem at once.
 */
export function declaredConnections(
  declared: Readonly<Record<string, DeclaredConnection>>,
  known: KnownProviders,
): Readonly<Record<string, InventoryProvider>> {
  const problems: Problem[] = []
  const connections: [string, InventoryProvider][] = []
  for (const [name, { provider: wanted, ...settings }] of Object.entries(declared)) {
    const base = baseOf(name, wanted, known)
    const path = `connections.${name}.provider`
    if (base === undefined) problems.push({ path, message: unknown(wanted, known) })
    else if (base.name !== wanted) {
      const message = `the connection "${name}" is one to ${base.name} here, not to ${wanted}; give it another name`
      problems.push({ path, message })
    } else {
      try {
        connections.push([name, withSettings(base, settings, `connection "${name}"`)])
      } catch (error) {
        if (!isInventoryError(error)) throw error
        problems.push({ path, message: error.message })
      }
    }
  }
  if (problems.length > 0) throw wrongInPlaces(problems, 'declaration')
  return Object.fromEntries(connections)
}

function baseOf(
  name: string,
  wanted: string,
  { providers, connections = {} }: KnownProviders,
): InventoryProvider | undefined {
  return Object.hasOwn(connections, name)
    ? connections[name]
    : providers.find((provider) => provider.name === wanted)
}

function unknown(wanted: string, { providers }: KnownProviders): string {
  const names = providers.map(({ name }) => name).toSorted()
  const nearest = nearestWord(wanted, names)
  const advice = nearest === undefined ? `known: ${names.join(', ')}` : `did you mean "${nearest}"?`
  return `no provider is named "${wanted}"; ${advice}`
}
