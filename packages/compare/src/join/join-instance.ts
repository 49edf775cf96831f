import { InventoryError } from '@bucket-inventory/core'

import { joinModule } from './join-module.ts'

/** A function of the module. */
export type Call = (...values: number[]) => number

/** One instance of `assembly/join.ts`, with a memory of its own. */
export interface JoinInstance {
  readonly memory: WebAssembly.Memory
  readonly call: (name: string) => Call
  /** Addresses, sizes and flags, by the names that they have there. */
  readonly constant: (name: string) => number
}

const page = 65_536
/** All that an address of 32 bits reaches, but for the last page: its end would be no such address. */
const mostPages = 65_535

let compiled: WebAssembly.Module | undefined

export function joinInstance(): JoinInstance {
  compiled ??= new WebAssembly.Module(Buffer.from(joinModule, 'base64'))
  const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages })
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
  return {
    memory,
    call(name) {
      const found = exports[name]
      if (typeof found !== 'function') throw new TypeError(`the join has no function "${name}"`)
      return found
    },
    constant(name) {
      const found = exports[name]
      if (typeof found !== 'object') throw new TypeError(`the join has no constant "${name}"`)
      return found.value
    },
  }
}

/** Makes a memory reach to this address. Views of it that were made before are of no use then. */
export function growMemory(memory: WebAssembly.Memory, end: number): void {
  const missing = Math.ceil((end - memory.buffer.byteLength) / page)
  if (missing <= 0) return
  try {
    memory.grow(missing)
  } catch (cause) {
    throw new InventoryError(
      'limit-exceeded',
      `the process does not get ${Math.ceil(end)} bytes of memory: give the comparison less`,
      { cause },
    )
  }
}

/** Where a memory can end at most. */
export const mostMemory = mostPages * page
