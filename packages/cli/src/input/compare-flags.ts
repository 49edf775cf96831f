import type { CompareOptions } from '@bucket-inventory/compare'
import { InventoryError } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall } from '../command.ts'
import { keyRewrite, regularExpression } from './key-rewrite.ts'
import { parseDuration } from './parse-duration.ts'
import { parseSize } from './parse-size.ts'
import { recordFields } from './record-fields.ts'
import { wholeNumberFlag } from './whole-number-flag.ts'

/** Of the list that is written. */
export type ListFormat = 'ndjson' | 'csv' | 'parquet'

export function listFormat(call: CommandCall): ListFormat {
  return word(call, 'format', ['ndjson', 'csv', 'parquet']) ?? 'ndjson'
}

/** How the flags of `compare` say to compare. Throws `invalid-input`. */
export function compareFlags(call: CommandCall): CompareOptions {
  const given = <Value>(flag: string, parse: (text: string, flag: string) => Value) => {
    const text = valueOf(call, flag)
    return text === undefined ? undefined : parse(text, `--${flag}`)
  }
  const isOn = (flag: string) => (call.switches.includes(flag) ? true : undefined)
  const options = {
    rewriteKey: keyRewrite(call),
    where: given('prefix', (prefix) => ({ prefix })),
    include: patterns(call, 'include'),
    exclude: patterns(call, 'exclude'),
    match: word(call, 'match', ['key', 'version']),
    scope: word(call, 'scope', ['refuse', 'intersect']),
    trust: word(call, 'trust', ['checksum', 'size']),
    live: word(call, 'live', ['left', 'both']),
    list: word(call, 'list', ['differences', 'all']) ?? 'differences',
    allowOverdue: isOn('allow-overdue'),
    margin: given('margin', parseDuration),
    metadata: given('metadata', recordFields),
    memory: given('memory', parseSize),
    spillTo: valueOf(call, 'spill'),
    confirmLimit: wholeNumberFlag(call, 'confirm-limit'),
    depth: wholeNumberFlag(call, 'depth'),
  }
  if (options.confirmLimit !== undefined && isOn('confirm') === undefined) {
    throw needs('confirm-limit', 'confirm')
  }
  for (const flag of ['list', 'format']) {
    if (valueOf(call, flag) !== undefined && valueOf(call, 'out') === undefined) {
      throw needs(flag, 'out FOLDER')
    }
  }
  return present(options)
}

function patterns(call: CommandCall, flag: string): RegExp[] | undefined {
  return call.values[flag]?.map((source) => regularExpression(source, `--${flag}`))
}

/** Its choices are checked by the table. */
function word<Word extends string>(
  call: CommandCall,
  flag: string,
  words: readonly Word[],
): Word | undefined {
  return words.find((one) => one === valueOf(call, flag))
}

function needs(flag: string, other: string): InventoryError {
  return new InventoryError('invalid-input', `--${flag} says nothing without --${other}`)
}

type Present<Options> = {
  readonly [Name in keyof Options]?: Exclude<Options[Name], undefined>
}

function present<Options extends object>(options: Options): Present<Options> {
  const given: Present<Options> = {}
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) Object.assign(given, { [name]: value })
  }
  return given
}
