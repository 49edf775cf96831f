import type { AccessChange } from '@bucket-inventory/core'

/** A change, and what carries it out as it was seen. */
export interface PlannedChange {
  readonly change: AccessChange
  /** Asked only where something is to be written. */
  readonly write: (signal: AbortSignal | undefined) => Promise<void>
  /** Of one that is refused. Default: `invalid-input`. */
  readonly refusal?: 'limit-exceeded'
}

/** A change with nothing to carry out. */
export function nothingToWrite(
  change: AccessChange,
  refusal?: PlannedChange['refusal'],
): PlannedChange {
  return refusal === undefined
    ? { change, write: writeNothing }
    : { change, write: writeNothing, refusal }
}

async function writeNothing(): Promise<void> {
  // There is nothing to write.
}

/** JSON as a person reads it. */
export function pretty(value: unknown): string {
  return JSON.stringify(value, undefined, 2)
}
