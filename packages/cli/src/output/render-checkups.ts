import type { Colour, Paint } from './colour.ts'
import type { CheckupOutput, DoctorOutput } from './doctor-output.ts'
import { printable } from './printable.ts'
import { countInWords } from './quantities.ts'
import { renderChecks } from './render-checks.ts'

const colours: Readonly<Record<CheckupOutput['verdict'], Colour>> = {
  ok: 'green',
  warning: 'yellow',
  failure: 'red',
  unknown: 'yellow',
}

const whatWasChecked: Readonly<Record<CheckupOutput['of'], string>> = {
  both: '',
  stored: '',
  declared: ', as declared',
}

/** Every inventory for a person: its verdict, and the checks that are not ok, or all of them. */
export function renderCheckups(
  checkups: readonly CheckupOutput[],
  { all }: { readonly all: boolean },
  paint: Paint,
): string {
  return checkups
    .map(({ location, id, of, verdict, checks, error }) => {
      const shown = checks.filter(({ state }) => all || state !== 'ok')
      const head = `${paint('bold', printable(`${location}#${id}`))}${whatWasChecked[of]}: ${paint(colours[verdict], verdict)}\n`
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

/** How many inventories have each verdict. */
export function checkupSummary(checkups: readonly CheckupOutput[]): DoctorOutput['summary'] {
  const count = (verdict: CheckupOutput['verdict']) =>
    checkups.filter((checkup) => checkup.verdict === verdict).length
  return {
    ok: count('ok'),
    warning: count('warning'),
    failure: count('failure'),
    unknown: count('unknown'),
  }
}
