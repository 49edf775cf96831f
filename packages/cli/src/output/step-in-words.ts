import type { PlanStep } from '@bucket-inventory/core'

import { printable } from './printable.ts'

/** The inventory that a step is about: `oss://prod@photos-cn#daily`. */
export function stepInWords({ location, id }: Pick<PlanStep, 'location' | 'id'>): string {
  return printable(id === '' ? location : `${location}#${id}`)
}
