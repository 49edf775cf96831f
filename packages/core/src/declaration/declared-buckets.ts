import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'
import { formatLocation } from '../provider/place.ts'
import type { Location } from '../provider/place.ts'
import type { BucketProblems } from './bucket-problems.ts'
import type { DeclaredConnection } from './declaration.ts'

/** A bucket and what should be there. */
export interface DeclaredBucket {
  readonly location: Location
  /** Where in the declaration it is named first: `inventories[0].at[1]`. */
  readonly path: string
  readonly inventories: readonly InventoryConfiguration[]
  /**
   * Ids that are declared for a bucket of the same name that is reached in another way, as at another endpoint or in another
   * region: it may be this one in other words, so what has such an id here must not be taken for undeclared.
   */
  readonly elsewhere: ReadonlySet<string>
}

interface Entry {
  location: Location
  /** Where it was named first. */
  readonly path: string
  readonly inventories: InventoryConfiguration[]
  readonly paths: Map<string, string>
}

/**
 * The buckets of a declaration, each once however often it is named: what is there must not be taken for undeclared because
 * it is declared under another spelling of the same bucket.
 */
export class DeclaredBuckets {
  readonly #connections: Readonly<Record<string, DeclaredConnection>>
  readonly #problems: BucketProblems
  readonly #entries: Entry[] = []
  readonly #byName = new Map<string, Entry[]>()

  /** What is wrong is added to `problems`. */
  constructor(connections: Readonly<Record<string, DeclaredConnection>>, problems: BucketProblems) {
    this.#connections = connections
    this.#problems = problems
  }

  /** In the order in which they were named. */
  get all(): readonly DeclaredBucket[] {
    return this.#entries.map((entry) => {
      const { location, path, inventories } = entry
      const others = this.#namesakesOf(location).filter((other) => other !== entry)
      const elsewhere = new Set(others.flatMap((other) => [...other.paths.keys()]))
      return { location, path, inventories, elsewhere }
    })
  }

  /** Adds a bucket, and what should be there if it is given. */
  add(location: Location, path: string, configuration?: InventoryConfiguration): void {
    const { entry, isOneWay } = this.#entryOf(location, path)
    // One place that reaches a bucket twice has said what is wrong.
    if (configuration === undefined || (!isOneWay && entry.path === path)) return
    const { id } = configuration
    const other = entry.paths.get(id)
    if (other !== undefined) {
      const message = `"${id}" is declared twice for ${formatLocation(location)}: also at ${other}; change one of the ids, or leave one out`
      this.#problems.add({ path, message }, `twice ${other}`)
      return
    }
    entry.paths.set(id, path)
    entry.inventories.push(configuration)
  }

  /**
   * Whether two places are one bucket, as far as that shows. Names are unique within a service, but for its partitions: a
   * bucket that is in another region is another one.
   */
  isSame(left: Location, right: Location): boolean {
    const [leftRegion, rightRegion] = [this.regionOf(left), this.regionOf(right)]
    return (
      nameOf(left) === nameOf(right) &&
      this.#endpointOf(left) === this.#endpointOf(right) &&
      (leftRegion === undefined || rightRegion === undefined || leftRegion === rightRegion)
    )
  }

  /** As far as the declaration, or whoever listed the bucket, tells. */
  regionOf({ region, connection }: Location): string | undefined {
    return region ?? this.#connectionOf(connection)?.region
  }

  #entryOf(location: Location, path: string): { entry: Entry; isOneWay: boolean } {
    const namesakes = this.#namesakesOf(location)
    const known = namesakes.find((entry) => this.isSame(entry.location, location))
    if (known !== undefined) {
      const isOneWay = this.#requireOneWay(known, location, path)
      if (known.location.region === undefined) known.location = location
      return { entry: known, isOneWay }
    }
    const entry: Entry = { location, path, inventories: [], paths: new Map() }
    this.#byName.set(nameOf(location), [...namesakes, entry])
    this.#entries.push(entry)
    return { entry, isOneWay: true }
  }

  #namesakesOf(location: Location): readonly Entry[] {
    return this.#byName.get(nameOf(location)) ?? []
  }

  #requireOneWay(known: Entry, location: Location, path: string): boolean {
    const { connection, profile } = known.location
    if (connection === location.connection && profile === location.profile) return true
    const both = `${formatLocation(location)} is the same bucket as ${formatLocation(known.location)}`
    const message =
      known.path === path
        ? `${both}, which this selector finds too; select by connections that do not reach the same buckets`
        : `${both} at ${known.path}; reach it in one way`
    this.#problems.add({ path, message }, `way ${known.path} ${connection} ${location.connection}`)
    return false
  }

  #endpointOf({ connection }: Location): string | undefined {
    return this.#connectionOf(connection)?.endpoint
  }

  #connectionOf(name: string | undefined): DeclaredConnection | undefined {
    return name !== undefined && Object.hasOwn(this.#connections, name)
      ? this.#connections[name]
      : undefined
  }
}

/** One spelling for a bucket, however it is reached. */
export function nameOf({ scheme, bucket }: Location): string {
  return `${scheme}://${bucket}`
}
