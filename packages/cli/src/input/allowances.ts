import { configurationPaths, InventoryError, isConfigurationPath } from '@bucket-inventory/core'
import type { LossPolicy } from '@bucket-inventory/core'

import { suggestion } from '../suggestion.ts'

/** Reads what `--allow` names: `lossy`, `emulated` or paths, comma-separated or repeated. Throws `invalid-input`. */
export function allowances(given: readonly string[] = []): LossPolicy {
  const words = given.flatMap((list) => list.split(',')).map((word) => word.trim())
  return words.length === 0 ? 'refuse' : words.map(allowance)
}

function allowance(word: string): Exclude<LossPolicy, 'refuse'>[number] {
  if (word === 'lossy' || word === 'emulated' || isConfigurationPath(word)) return word
  const [head, ...rest] = word.split('.')
  if (head === 'native' && rest.length > 0 && rest[0] !== '') return `native.${rest.join('.')}`
  const known = ['lossy', 'emulated', ...configurationPaths]
  throw new InventoryError(
    'invalid-input',
    `--allow takes lossy, emulated or a path, not "${word}"${suggestion(word, known)}`,
  )
}
