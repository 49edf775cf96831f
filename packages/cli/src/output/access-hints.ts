import { formatPlace, parsePlace } from '@bucket-inventory/core'
import type { AccessDocumentKind } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall } from '../command.ts'
import type { FleetSource } from '../input/fleet-source.ts'
import type { CheckupOutput } from './doctor-output.ts'
import { countInWords } from './quantities.ts'
import { shellWord } from './shell-word.ts'

/** What `access` writes that mends a check that fails. */
const kinds: Readonly<Record<string, readonly AccessDocumentKind[]>> = {
  'destination-policy-allows': ['bucket-policy'],
  'key-policy': ['key-policy'],
  'role-exists': ['role-trust', 'role-permission'],
  'role-trust': ['role-trust'],
  'role-permission': ['role-permission'],
  'role-key': ['key-policy'],
}

const most = 3

/** The commands that show and write what the failed checks miss, as a person can paste them: a few, then how many more. */
export function accessHints(
  checkups: readonly CheckupOutput[],
  source: FleetSource,
  call: CommandCall,
): readonly string[] {
  const wanted = new Map<string, Set<string>>()
  for (const checkup of checkups) {
    const missing = checkup.checks.flatMap(({ name, state }) =>
      state === 'failure' ? (kinds[name] ?? []) : [],
    )
    if (missing.length === 0) continue
    const place = source.kind === 'places' ? placeOf(checkup, call) : fileOf(call)
    const known = wanted.get(place) ?? new Set()
    wanted.set(place, new Set([...known, ...missing]))
  }
  const account = valueOf(call, 'account')
  const more = account === undefined ? '' : ` --account ${account}`
  const all = [...wanted].map(
    ([place, set]) =>
      `bucket-inventory access ${place} --apply --kind ${[...set].join(',')}${more}`,
  )
  if (all.length <= most) return all
  return [...all.slice(0, most), `and so for ${countInWords(all.length - most)} more`]
}

/** As it was asked for: the bucket, or the inventory alone. */
function placeOf({ location, id }: CheckupOutput, { arguments: places }: CommandCall): string {
  const asked = places.map((place) => formatPlace(parsePlace(place)))
  const inventory = `${location}#${id}`
  return shellWord(asked.includes(location) ? location : inventory)
}

function fileOf(call: CommandCall): string {
  const at = valueOf(call, 'at')
  const file = shellWord(call.arguments[0] ?? '-')
  return at === undefined ? file : `${file} --at ${shellWord(at)}`
}
