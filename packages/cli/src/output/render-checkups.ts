import { parseLocation } from '@bucket-inventory/core'

import { alike } from './alike.ts'
import type { Colour, Paint } from './colour.ts'
import type { CheckupOutput, DoctorOutput } from './doctor-output.ts'
import { inventoryName } from './inventory-name.ts'
import { printable } from './printable.ts'
import { countInWords } from './quantities.ts'
import { renderChecks } from './render-checks.ts'
import { wrapped } from './wrapped.ts'

const colours: Readonly<Record<CheckupOutput['verdict'], Colour>> = {
  ok: 'green',
  warning: 'yellow',
  failure: 'red',
  unknown: 'yellow',
}

const words: Readonly<Record<CheckupOutput['verdict'], string>> = {
  ok: 'will be delivered',
  warning: 'will be delivered, with a warning',
  failure: 'will not be delivered',
  unknown: 'nobody can tell',
}

/** Inventories for a person: the verdict of each that is not ok, and its checks that are not; or all of both. */
export function renderCheckups(
  checkups: readonly CheckupOutput[],
  { all }: { readonly all: boolean },
  paint: Paint,
): string {
  const declared = new Set(checkups.filter(({ of }) => of === 'declared').map(keyOf))
  const worst = worstOf(checkups)
  const shown = checkups.filter((checkup) => all || worst.get(keyOf(checkup)) !== 'ok')
  const texts = shown.map(({ checks, error }) => {
    const why = error === undefined ? '' : `  ${wrapped(printable(error.message), width, '  ')}\n`
    return `${why}${renderChecks(
      checks.filter(({ state }) => all || state !== 'ok'),
      paint,
    )}`
  })
  const first = alike(
    shown.map(({ location, id }, index) => {
      const { bucket } = parseLocation(location)
      return { bucket, id, text: texts[index] ?? '' }
    }),
  )
  return shown
    .map((checkup, index) => {
      const { location, id, of, verdict } = checkup
      const stands = declared.has(keyOf(checkup)) ? ', as it stands' : ''
      const which = of === 'declared' ? ', as declared' : stands
      const head = `${paint('bold', inventoryName(location, id))}${which}: ${paint(colours[verdict], words[verdict])}`
      const same = shown[first[index] ?? index]
      if (all || same === undefined || same === checkup) return `${head}\n${texts[index] ?? ''}`
      return `${head}, as ${inventoryName(same.location, same.id)}\n`
    })
    .join('')
}

const width = 100

/** `12 inventories: 9 will be delivered, 1 with a warning, 2 will not be delivered`. */
export function checkupsInWords({
  ok,
  warning,
  failure,
  unknown,
}: DoctorOutput['summary']): string {
  const total = ok + warning + failure + unknown
  const inventories = total === 1 ? '1 inventory' : `${countInWords(total)} inventories`
  const counts = [
    ...(ok === 0 ? [] : [`${countInWords(ok)} will be delivered`]),
    ...(warning === 0 ? [] : [`${countInWords(warning)} will be, with a warning`]),
    ...(failure === 0 ? [] : [`${countInWords(failure)} will not be delivered`]),
    ...(unknown === 0 ? [] : [`${countInWords(unknown)} unknown`]),
  ]
  return counts.length === 0 ? inventories : `${inventories}: ${counts.join(', ')}`
}

/** Worst first. */
const verdicts = ['failure', 'unknown', 'warning', 'ok'] as const

/** How many inventories have each verdict; one that is checked as declared and as it stands has the worse. */
export function checkupSummary(checkups: readonly CheckupOutput[]): DoctorOutput['summary'] {
  // Of what cannot be read nobody can say whether it is the same.
  const nameless = checkups.filter(({ id }) => id === '')
  const named = worstOf(checkups.filter(({ id }) => id !== ''))
  const all = [...named.values(), ...nameless.map(({ verdict }) => verdict)]
  const count = (verdict: CheckupOutput['verdict']) => all.filter((one) => one === verdict).length
  return {
    ok: count('ok'),
    warning: count('warning'),
    failure: count('failure'),
    unknown: count('unknown'),
  }
}

function worstOf(
  checkups: readonly CheckupOutput[],
): ReadonlyMap<string, CheckupOutput['verdict']> {
  const worst = new Map<string, CheckupOutput['verdict']>()
  for (const checkup of checkups) {
    const key = keyOf(checkup)
    const before = worst.get(key) ?? 'ok'
    const isWorse = verdicts.indexOf(checkup.verdict) < verdicts.indexOf(before)
    worst.set(key, isWorse ? checkup.verdict : before)
  }
  return worst
}

function keyOf({ location, id }: CheckupOutput): string {
  return `${location}#${id}`
}
