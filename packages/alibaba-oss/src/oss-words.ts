import { nativeWord } from '@bucket-inventory/core'
import type { Open } from '@bucket-inventory/core'

/** The name of the provider. */
export const provider = 'alibaba-oss'

/** How often, in the words of OSS. */
export const ossFrequencies = {
  day: 'Daily',
  week: 'Weekly',
  month: 'Monthly',
  once: 'Once',
} as const

/** Which versions, in the words of OSS. */
export const ossVersions = { current: 'Current', all: 'All' } as const

/** Formats of report files, in the words of OSS: it has but one. */
export const ossFormats = { csv: 'CSV' } as const

/** The neutral word that the table spells so, to the letter; any other is kept, qualified. */
export function neutralWord<Known extends string>(
  table: Readonly<Record<Known, string>>,
  native: string,
): Open<Known> {
  for (const word in table) if (table[word] === native) return word
  return nativeWord(provider, native)
}
