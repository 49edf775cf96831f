import type { OrcStatistics } from '@bucket-inventory/orc'

import type { ColumnBounds } from '../filter/may-match.ts'

/** What ORC notes of a column in a stripe or row group, as far as filters look at it. */
export function boundsOfOrc({ integers, timestamps, strings }: OrcStatistics): ColumnBounds {
  const numbers = rangeOf(toNumber(integers?.minimum), toNumber(integers?.maximum))
  const instants = rangeOf(timestamps?.minimum, timestamps?.maximum)
  const texts = rangeOf(strings?.minimumBytes, strings?.maximumBytes)
  const found = numbers ?? instants
  return {
    ...(found === undefined ? {} : { numbers: found }),
    ...(texts === undefined ? {} : { texts }),
  }
}

function rangeOf<T>(least: T | undefined, most: T | undefined): readonly [T, T] | undefined {
  return least === undefined || most === undefined ? undefined : [least, most]
}

/** Rounding would let a bound rule out what it must not. */
function toNumber(value: bigint | undefined): number | undefined {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : undefined
}
