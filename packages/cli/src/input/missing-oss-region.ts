import { parseLocation } from '@bucket-inventory/core'
import type {
  Declaration,
  DeclaredConnection,
  Location,
  Plan,
  Problem,
} from '@bucket-inventory/core'

import { saysOssRegion } from './settings.ts'
import type { Environment } from './settings.ts'

type Connections = Readonly<Record<string, DeclaredConnection>>

/**
 * Where a declaration is about OSS and nothing says which region: not the place, not its connection, not the environment.
 * One problem for all of them, at the first, as one thing mends it.
 */
export function missingOssRegion(declaration: Declaration, environment: Environment): Problem[] {
  if (saysOssRegion(environment)) return []
  const { connections = {}, inventories, manage } = declaration
  const places = inventories.flatMap(({ at }, inventory) =>
    at.map((place, index) => ({ place, path: `inventories[${inventory}].at[${index}]` })),
  )
  const paths = [
    ...(manage?.at ?? []).flatMap((text, index) =>
      lacksRegion(parseLocation(text), connections) ? [`manage.at[${index}]`] : [],
    ),
    ...places.flatMap(({ place, path }) => {
      if ('select' in place) {
        const { connection } = place.select
        return lacksRegion({ scheme: schemeOf(connection, connections), connection }, connections)
          ? [`${path}.select.connection`]
          : []
      }
      return lacksRegion(parseLocation(place.location), connections) ? [`${path}.location`] : []
    }),
  ]
  const [path] = paths
  return path === undefined ? [] : [{ path, message: adviceFor(paths.length) }]
}

/** The same of a plan that is carried out in another environment than it was made in: its first such place. */
export function planWithoutOssRegion(plan: Plan, environment: Environment): string | undefined {
  if (saysOssRegion(environment)) return undefined
  const { connections = {}, steps } = plan
  return steps.find(({ location }) => lacksRegion(parseLocation(location), connections))?.location
}

function lacksRegion(
  { scheme, region, connection }: Pick<Location, 'scheme' | 'region' | 'connection'>,
  connections: Connections,
): boolean {
  const declared = connectionOf(connection, connections)
  return scheme === 'oss' && (region ?? declared?.region ?? declared?.endpoint) === undefined
}

function schemeOf(name: string, connections: Connections): string {
  return connectionOf(name, connections)?.provider === 'alibaba-oss' ? 'oss' : ''
}

function connectionOf(
  name: string | undefined,
  connections: Connections,
): DeclaredConnection | undefined {
  return name !== undefined && Object.hasOwn(connections, name) ? connections[name] : undefined
}

function adviceFor(count: number): string {
  const where = count === 1 ? '' : `, here and at ${count - 1} more`
  return `no region for OSS${where}: set OSS_REGION or OSS_ENDPOINT, give the connection a region, or write ?region=cn-hangzhou after the bucket`
}
