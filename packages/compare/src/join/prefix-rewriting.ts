import { InventoryError } from '@bucket-inventory/core'

import type { KeyRewrite } from '../compare-options.ts'
import type { JoinMemory } from './join-memory.ts'

/** There is room for no longer prefix. */
const longest = 65_535

/** The rewriting of one side's keys from prefix to prefix, which is done where records are made. */
export class PrefixRewriting {
  /** By which a key may grow. */
  readonly longerBy: number
  readonly #memory: JoinMemory
  readonly #from: Buffer | undefined
  readonly #to: Buffer

  constructor(memory: JoinMemory, rewrite: KeyRewrite | undefined) {
    const { from, to } =
      rewrite === undefined || 'pattern' in rewrite ? { from: '', to: '' } : rewrite
    this.#memory = memory
    this.#from = from === to ? undefined : Buffer.from(from)
    this.#to = Buffer.from(to)
    this.longerBy = this.#to.length
    if (Math.max(from.length, to.length) * 3 > longest) {
      throw new InventoryError('invalid-input', 'a prefix to rewrite is too long')
    }
  }

  /** Before records of this side are made: there may be one of the other side. */
  set(): void {
    const { views, instance, calls } = this.#memory
    const { constant } = instance
    if (this.#from === undefined) {
      calls.setRewriting(0, 0, 0)
      return
    }
    views.bytes.set(this.#from, constant('REWRITE_FROM'))
    views.bytes.set(this.#to, constant('REWRITE_TO'))
    calls.setRewriting(1, this.#from.length, this.#to.length)
  }
}
