import { InventoryError } from '@bucket-inventory/core'

import { shellWord } from '../output/shell-word.ts'
import { kindOf } from './kind-of.ts'
import { nameOfInput } from './read-input.ts'

/** What else a file of ours may be, and the command that takes it. */
const kinds: Readonly<Record<string, readonly [string, string]>> = {
  plan: ['a saved plan', 'apply'],
  snapshot: ['a snapshot', 'restore'],
  'migration-inputs': ['the inputs of a migration', 'migrate FROM TO --inputs'],
}

/** Throws `invalid-input` that names the right command for a file of ours that is no `wanted`, and is none of that kind. */
export function refuseOtherKind(value: unknown, name: string, wanted: string): void {
  const kind = kindOf(value)
  const [what, command] =
    kind !== undefined && Object.hasOwn(kinds, kind) ? (kinds[kind] ?? []) : []
  if (what === undefined) return
  const file = name === nameOfInput('-') ? '-' : shellWord(name)
  throw new InventoryError(
    'invalid-input',
    `${name} is no ${wanted}; it is ${what}: bucket-inventory ${command} ${file}`,
    { position: { file: name } },
  )
}
