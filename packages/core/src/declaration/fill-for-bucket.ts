import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'
import { formatLocation } from '../provider/place.ts'
import type { Location } from '../provider/place.ts'
import type { BucketProblems } from './bucket-problems.ts'
import { notManaged } from './declaration-problems.ts'
import type { DeclaredPlace } from './declaration.ts'
import { fillConfiguration } from './fill-configuration.ts'
import type { TemplatePath } from './fill-configuration.ts'
import { matchesPattern } from './matches-pattern.ts'
import type { PlacePaths } from './merge-place.ts'
import { fillTemplate, isTemplate } from './template.ts'
import type { TemplateName } from './template.ts'

/** A bucket that a configuration is filled in for. */
export interface FilledBucket {
  readonly location: Location
  readonly region?: string
  /** Whether a region that is not known may still be told, by a listing. */
  readonly isUntold: boolean
}

export interface FilledPlace extends PlacePaths {
  readonly place: DeclaredPlace
  /** What the declaration manages. */
  readonly ids: string | undefined
}

/** The configuration with its templates filled in. What keeps one from being filled in is a problem that names the bucket. */
export function fillForBucket(
  configuration: InventoryConfiguration,
  { location, region, isUntold }: FilledBucket,
  { place, path: placePath, configurationPath, ids }: FilledPlace,
  problems: BucketProblems,
): InventoryConfiguration {
  const { bucket, connection } = location
  const values = {
    bucket,
    ...(region === undefined ? {} : { region }),
    ...(connection === undefined ? {} : { connection }),
  }
  const pathOf = (path: TemplatePath) =>
    `${holds(place, path) ? placePath : configurationPath}.${path}`
  let isWhole = true
  const filled = fillConfiguration(configuration, (text, path) =>
    fillTemplate(text, values, (name) => {
      isWhole = false
      if (name === 'region' && isUntold) return
      const message = `"${text}" asks for the ${name} of ${formatLocation(location)}, which ${untold(name, location, place)}`
      problems.add({ path: pathOf(path), message }, `${name} is not known`)
    }),
  )
  if (!isWhole || !isTemplate(configuration.id) || ids === undefined) return filled
  if (!matchesPattern(ids, filled.id)) {
    const what = `"${filled.id}", which ${formatLocation(location)} would have,`
    problems.add({ path: pathOf('id'), message: notManaged(what, ids) }, 'is not managed')
  }
  return filled
}

/** Whether a member stands at the place, not in the configuration that it is merged over. */
function holds(place: DeclaredPlace, path: TemplatePath): boolean {
  const [first = '', second = ''] = path.split('.')
  if (first !== 'destination') return Object.hasOwn(place, first)
  return place.destination !== undefined && Object.hasOwn(place.destination, second)
}

function untold(name: TemplateName, location: Location, place: DeclaredPlace): string {
  if (name === 'connection') {
    return `names none; write it as ${formatLocation({ ...location, connection: 'NAME' })}`
  }
  return 'select' in place
    ? `is not known, as the service lists none; write it under "connections.${location.connection}"`
    : `is not known; write it as ${formatLocation({ ...location, region: 'REGION' })}`
}
