import type { Consequence, Finding, Verdict } from '@bucket-inventory/core'

import type { Colour, Paint } from './colour.ts'
import { printable } from './printable.ts'

const colours: Readonly<Record<Verdict, Colour>> = {
  lossy: 'red',
  'needs-input': 'red',
  emulated: 'yellow',
  unverified: 'yellow',
  dropped: 'yellow',
  coerced: 'cyan',
  advisory: 'cyan',
}

const consequences: Readonly<Record<Consequence, string>> = {
  'lists-more': 'reports list more than was asked for',
  'lists-less': 'reports list less than was asked for',
  'less-protected': 'reports are less protected than was asked for',
  'other-format': 'reports come in another format',
  'other-schedule': 'reports come at other times',
  'native-lost': 'something that the provider holds is lost',
}

/**
 * A block of lines for each finding: verdict, path and message, then what follows from it. The vendor's page stands below
 * the last of those that are on it.
 */
export function renderFindings(findings: readonly Finding[], paint: Paint): string {
  return findings
    .flatMap((finding, index) => {
      const { reference = '' } = finding
      const last = reference !== '' && reference !== findings[index + 1]?.reference
      return [...linesOf(finding, paint), ...(last ? [`  ${paint('dim', reference)}`] : [])]
    })
    .map((line) => `${line}\n`)
    .join('')
}

function linesOf(finding: Finding, paint: Paint): string[] {
  const { verdict, path, message } = finding
  return [
    `${paint(colours[verdict], verdict)} ${paint('bold', printable(path))}: ${printable(message)}`,
    ...more(finding).map((line) => `  ${printable(line)}`),
  ]
}

function more(finding: Finding): string[] {
  switch (finding.verdict) {
    case 'lossy':
      return [`${finding.consequence}: ${consequences[finding.consequence]}`]
    case 'needs-input':
      return [`expected: ${finding.expected}, such as ${finding.example}`]
    case 'emulated':
      return finding.addedFields.length === 0
        ? []
        : [
            `added column${finding.addedFields.length > 1 ? 's' : ''}: ${finding.addedFields.join(', ')}`,
          ]
    case 'coerced':
    case 'unverified':
    case 'dropped':
    case 'advisory':
      return []
  }
}
