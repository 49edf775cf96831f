import type { Content, Step, Write } from './compared-history.ts'
import type { ContentsClient } from './contents-client.ts'
import type { DeliveringCloud } from './delivering-cloud.ts'

/** A version of an object of which all is known, by whoever wrote it and by the service. */
export interface KnownObject extends Write {
  readonly key: string
  readonly cloud: DeliveringCloud['cloud']
  readonly isLatest: boolean
  /** Epoch milliseconds. */
  readonly at: number
  readonly etag: string
  readonly versionId: string | null
}

/** A bucket that remembers what was done to it. */
export class KnownBucket {
  readonly world: DeliveringCloud
  readonly name: string
  readonly #client: ContentsClient
  readonly #isVersioned: boolean
  readonly #now: () => number
  /** By key, newest first. */
  readonly #objects = new Map<string, (Step & { readonly at: number })[]>()

  constructor(
    world: DeliveringCloud,
    client: ContentsClient,
    { name, isVersioned, now }: { name: string; isVersioned: boolean; now: () => number },
  ) {
    this.world = world
    this.name = name
    this.#client = client
    this.#isVersioned = isVersioned
    this.#now = now
  }

  async create(): Promise<void> {
    const { cloud, region, emulator } = this.world
    const versioning = this.#isVersioned ? ({ versioning: 'enabled' } as const) : {}
    await emulator.createBucket({ cloud, name: this.name, region, ...versioning })
  }

  async apply(key: string, step: Step): Promise<void> {
    await this.#client.apply(this.name, key, step)
    const before = this.#isVersioned ? (this.#objects.get(key) ?? []) : []
    const keeps = step.type !== 'delete' || this.#isVersioned
    this.#objects.set(key, keeps ? [{ ...step, at: this.#now() }, ...before] : [])
  }

  /** The content of the object that a mover finds now. */
  content(key: string): Content | undefined {
    const [newest] = this.#objects.get(key) ?? []
    return newest === undefined || newest.type === 'delete' ? undefined : newest.content
  }

  /** How many delete markers are there now. */
  markers(): number {
    return [...this.#objects.values()].flat().filter(({ type }) => type === 'delete').length
  }

  /** Every version that is there now, without delete markers. */
  async objects(): Promise<readonly KnownObject[]> {
    const told = (await this.world.versions(this.name)).filter((one) => one.isDeleteMarker !== true)
    return [...this.#objects].flatMap(([key, steps]) => {
      const ofKey = told.filter((one) => one.key === key)
      return steps
        .map((step, age) => ({ ...step, isLatest: age === 0 }))
        .filter((step) => step.type !== 'delete')
        .map((step, index) => {
          const { etag, versionId } = ofKey[index] ?? {}
          if (etag === undefined) throw new Error(`the service does not tell of "${key}"`)
          return { ...step, key, cloud: this.world.cloud, etag, versionId: versionId ?? null }
        })
    })
  }
}
