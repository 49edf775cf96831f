import type { RecordedStorageClass } from '@bucket-inventory/core'

/** The name of the table of storage classes. */
export const storageClassTable = 'storage_classes'

/** The columns of {@link storageClassTable}, all of them texts. */
const columns = ['name', 'native', 'provider', 'tier', 'redundancy', 'access'] as const

/** The storage classes that the reports of a query have, each once for each provider. */
export class SeenStorageClasses {
  readonly #rows = new Map<string, readonly string[]>()
  /** How many of a list were taken. */
  readonly #taken = new WeakMap<readonly unknown[], number>()

  /** Takes the values of a dictionary, which may have grown since it was given. */
  add(provider: string, values: readonly (RecordedStorageClass | undefined)[]): void {
    const before = this.#taken.get(values) ?? 0
    if (before === values.length) return
    this.#taken.set(values, values.length)
    for (const value of values.slice(before)) {
      if (value === undefined) continue
      const { name, native, tier, redundancy, access } = value
      this.#rows.set(`${provider} ${name}`, [name, native, provider, tier, redundancy, access])
    }
  }

  get columns(): readonly { readonly name: string; readonly type: string }[] {
    return columns.map((name) => ({ name, type: 'VARCHAR' }))
  }

  get rows(): readonly (readonly string[])[] {
    return [...this.#rows.values()]
  }
}
