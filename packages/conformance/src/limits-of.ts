import { leafPaths, supportOfPath } from '@bucket-inventory/core'
import type { BucketCapabilities, ConfigurationPath } from '@bucket-inventory/core'

import { isBeyondLimit } from './is-beyond-limit.ts'

/** A limit that a table states, with a value that it just allows and one that it just forbids. */
export interface StatedLimit {
  readonly path: ConfigurationPath
  readonly name: 'smallest value' | 'largest value' | 'longest value' | 'pattern'
  /** `undefined` where another limit forbids it, or this one does not say it. */
  readonly at: string | number | undefined
  /** `undefined` where the model forbids it by itself. */
  readonly beyond: string | number | undefined
}

/** What numbers the model takes. */
const modelBounds: Readonly<Partial<Record<ConfigurationPath, readonly [number, number]>>> = {
  'schedule.dayOfMonth': [1, 31],
  'filter.size.min': [0, Number.MAX_SAFE_INTEGER],
  'filter.size.max': [0, Number.MAX_SAFE_INTEGER],
  'incremental.everySeconds': [1, Number.MAX_SAFE_INTEGER],
}

const texts: ReadonlySet<ConfigurationPath> = new Set(['id', 'filter.prefix', 'destination.prefix'])

/** Some of them fit no pattern. */
const misfits = ['no fit!', '-', 'é', 'x/y', '0', '\u0001']

/** Every limit of the paths that hold a number or free text. Those of instants are the adapter's own to test: their unit is. */
export function limitsOf(tables: BucketCapabilities): StatedLimit[] {
  return leafPaths.flatMap((path) => {
    const capability = supportOfPath(tables, path)
    const { minimum, maximum, maximumLength, pattern } = capability
    const limits: StatedLimit[] = []
    const bounds = modelBounds[path]
    if (bounds !== undefined) {
      const [least, most] = bounds
      if (minimum !== undefined) {
        const beyond = minimum > least ? minimum - 1 : undefined
        limits.push({ path, name: 'smallest value', at: minimum, beyond })
      }
      if (maximum !== undefined) {
        const beyond = maximum < most ? maximum + 1 : undefined
        limits.push({ path, name: 'largest value', at: maximum, beyond })
      }
    }
    if (maximumLength !== undefined && texts.has(path)) {
      const at = 'a'.repeat(maximumLength)
      const fits = !isBeyondLimit(capability, at)
      limits.push({ path, name: 'longest value', at: fits ? at : undefined, beyond: `${at}a` })
    }
    if (pattern !== undefined) {
      const beyond = misfits.find((text) => isBeyondLimit(capability, text))
      limits.push({ path, name: 'pattern', at: undefined, beyond })
    }
    return limits
  })
}
