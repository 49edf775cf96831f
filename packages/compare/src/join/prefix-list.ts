import type { JoinMemory } from './join-memory.ts'

/** The prefixes of keys, by number: those that the join has met. */
export class PrefixList {
  readonly prefixes: string[] = []

  /** Adds those that are new. */
  take({ views, instance }: JoinMemory): void {
    const { constant } = instance
    const count = views.data.getUint32(constant('PREFIX_COUNT'), true)
    const entries = constant('PREFIXES')
    for (let number = this.prefixes.length; number < count; number++) {
      const start = views.data.getUint32(entries + 8 * number, true)
      const length = views.data.getUint32(entries + 8 * number + 4, true)
      this.prefixes.push(Buffer.from(views.buffer, start, length).toString())
    }
  }
}
