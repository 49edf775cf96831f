import { InventoryError, inventoryFields } from '@bucket-inventory/core'
import type { AccessDocumentKind, AccessOptions } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall } from '../command.ts'
import { keysOf } from '../keys-of.ts'
import { suggestion } from '../suggestion.ts'
import { wholeNumberFlag } from './whole-number-flag.ts'

/** What the flags of a command say about what documents are to say. Throws `invalid-input`. */
export function accessFlags(call: CommandCall): AccessOptions {
  const accountId = accountFlag(call)
  const notify = valueOf(call, 'notify')
  const retainDays = wholeNumberFlag(call, 'retain')
  const onlyFields = fieldsFlag(call)
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(notify === undefined ? {} : { notify }),
    ...(retainDays === undefined ? {} : { retainDays }),
    ...(call.switches.includes('versioned') ? { versioned: true } : {}),
    ...(onlyFields === undefined ? {} : { onlyFields }),
  }
}

/** The account that `--account` says, `undefined` where it is not given. Throws `invalid-input`. */
export function accountFlag(call: CommandCall): string | undefined {
  const text = valueOf(call, 'account')
  if (text === undefined || /^\d{10,20}$/.test(text)) return text
  throw new InventoryError(
    'invalid-input',
    `--account takes the number of an account, such as 012345678901, not "${text}"`,
  )
}

const kinds: Readonly<Record<AccessDocumentKind, true>> = {
  'bucket-policy': true,
  'key-policy': true,
  'role-trust': true,
  'role-permission': true,
  'caller-policy': true,
  'optional-fields': true,
  notification: true,
  retention: true,
}

/** The kinds that `--kind` names, `undefined` where it is not given. Throws `invalid-input`. */
export function kindsFlag(call: CommandCall): ReadonlySet<AccessDocumentKind> | undefined {
  const given = call.values['kind']
  if (given === undefined) return undefined
  const known = keysOf(kinds)
  return new Set(
    listed(given).map((word) => {
      const kind = known.find((one) => one === word)
      if (kind !== undefined) {
        requireFlagOf(kind, call)
        return kind
      }
      throw new InventoryError(
        'invalid-input',
        `--kind: there is no document "${word}"${suggestion(word, known)}`,
      )
    }),
  )
}

/** What is said only where a flag says what. */
const flags: Readonly<Partial<Record<AccessDocumentKind, readonly [string, string]>>> = {
  notification: ['notify', '--notify ARN'],
  retention: ['retain', '--retain DAYS'],
  'optional-fields': ['only-fields', '--only-fields FIELDS'],
}

function requireFlagOf(kind: AccessDocumentKind, { values }: CommandCall): void {
  const [flag, usage] = flags[kind] ?? []
  if (flag === undefined || values[flag] !== undefined) return
  throw new InventoryError('invalid-input', `--kind ${kind} goes with ${usage}`)
}

function fieldsFlag(call: CommandCall): AccessOptions['onlyFields'] {
  const given = call.values['only-fields']
  if (given === undefined) return undefined
  const known = keysOf(inventoryFields)
  return listed(given).map((word) => {
    const field = known.find((one) => one === word)
    if (field !== undefined) return field
    throw new InventoryError(
      'invalid-input',
      `--only-fields: there is no field "${word}"${suggestion(word, known)}`,
    )
  })
}

function listed(given: readonly string[]): string[] {
  return given.flatMap((list) => list.split(',')).map((word) => word.trim())
}
