import type { Colour, Paint } from './colour.ts'
import type { CheckupOutput, DoctorOutput } from './doctor-output.ts'
import { inventoryName } from './inventory-name.ts'
import { printable } from './printable.ts'
import { countInWords } from './quantities.ts'
import { renderChecks } from './render-checks.ts'

const colours: Readonly<Record<CheckupOutput['verdict'], Colour>> = {
  ok: 'green',
  warning: 'yellow',
  failure: 'red',
  unknown: 'yellow',
}

/** Every inventory for a person: its verdict, and the checks that are not ok, or all of them. */
export function renderCheckups(
  checkups: readonly CheckupOutput[],
  { all }: { readonly all: boolean },
  paint: Paint,
): string {
  const declared = new Set(checkups.filter(({ of }) => of === 'declared').map(keyOf))
  return checkups
    .map((checkup) => {
      const { location, id, of, verdict, checks, error } = checkup
      const stands = declared.has(keyOf(checkup)) ? ', as it stands' : ''
      const which = of === 'declared' ? ', as declared' : stands
      const shown = checks.filter(({ state }) => all || state !== 'ok')
      const head = `${paint('bold', inventoryName(location, id))}${which}: ${paint(colours[verdict], verdict)}\n`
      const why = error === undefined ? '' : `  ${printable(error.message)}\n`
      return `${head}${why}${renderChecks(shown, paint)}`
    })
    .join('')
}

/** `12 inventories: 9 ok, 1 with warnings, 2 will not be delivered, 0 unknown`. */
export function checkupsInWords({
  ok,
  warning,
  failure,
  unknown,
}: DoctorOutput['summary']): string {
  const total = ok + warning + failure + unknown
  const inventories = total === 1 ? '1 inventory' : `${countInWords(total)} inventories`
  return [
    `${inventories}: ${countInWords(ok)} ok`,
    ...(warning === 0 ? [] : [`${countInWords(warning)} with a warning`]),
    ...(failure === 0 ? [] : [`${countInWords(failure)} will not be delivered`]),
    ...(unknown === 0 ? [] : [`${countInWords(unknown)} unknown`]),
  ].join(', ')
}

/** Worst first. */
const verdicts = ['failure', 'unknown', 'warning', 'ok'] as const

/** How many inventories have each verdict; one that is checked as declared and as it stands has the worse. */
export function checkupSummary(checkups: readonly CheckupOutput[]): DoctorOutput['summary'] {
  const worst = new Map<string, CheckupOutput['verdict']>()
  for (const [index, checkup] of checkups.entries()) {
    // Of what cannot be read nobody can say whether it is the same.
    const key = checkup.id === '' ? String(index) : keyOf(checkup)
    const before = worst.get(key) ?? 'ok'
    const isWorse = verdicts.indexOf(checkup.verdict) < verdicts.indexOf(before)
    worst.set(key, isWorse ? checkup.verdict : before)
  }
  const all = [...worst.values()]
  const count = (verdict: CheckupOutput['verdict']) => all.filter((one) => one === verdict).length
  return {
    ok: count('ok'),
    warning: count('warning'),
    failure: count('failure'),
    unknown: count('unknown'),
  }
}

function keyOf({ location, id }: CheckupOutput): string {
  return `${location}#${id}`
}
