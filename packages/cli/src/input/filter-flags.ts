import { formatInstant, InventoryError, isNativeWord, storageClasses } from '@bucket-inventory/core'
import type { InventoryFilter, Open, StorageClass } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall } from '../command.ts'
import { suggestion } from '../suggestion.ts'
import { parseSize } from './parse-size.ts'
import { parseTime } from './parse-time.ts'

/** What a reading gives: a filter, and only the latest versions. */
export type RowFilter = InventoryFilter & { readonly latestOnly?: boolean }

/** The filter that the flags of a command make together. Throws `invalid-input`. */
export function filterFlags(call: CommandCall): RowFilter {
  const given = <Value>(flag: string, parse: (text: string, flag: string) => Value) => {
    const text = valueOf(call, flag)
    return text === undefined ? undefined : parse(text, `--${flag}`)
  }
  const prefix = valueOf(call, 'prefix')
  const from = given('modified-after', instant)
  const to = given('modified-before', instant)
  const min = given('min-size', parseSize)
  const max = given('max-size', parseSize)
  const classes = call.values['storage-class']?.flatMap((list) => list.split(',').map(storageClass))
  return {
    ...(prefix === undefined ? {} : { prefix }),
    ...(from === undefined && to === undefined ? {} : { lastModified: present({ from, to }) }),
    ...(min === undefined && max === undefined ? {} : { size: present({ min, max }) }),
    ...(classes === undefined ? {} : { storageClasses: classes }),
    ...(call.switches.includes('latest-only') ? { latestOnly: true } : {}),
  }
}

function instant(text: string, flag: string): string {
  return formatInstant(parseTime(text, flag))
}

function storageClass(text: string): Open<StorageClass> {
  const word = text.trim()
  if (isStorageClass(word) || isNativeWord(word)) return word
  const known = Object.keys(storageClasses)
  throw new InventoryError(
    'invalid-input',
    `--storage-class takes a class such as standard, or a provider's own such as aws-s3:FSX_ONTAP, not "${word}"${suggestion(word, known)}`,
  )
}

function isStorageClass(word: string): word is StorageClass {
  return Object.hasOwn(storageClasses, word)
}

function present<Value extends string | number>(
  parts: Readonly<Record<string, Value | undefined>>,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
