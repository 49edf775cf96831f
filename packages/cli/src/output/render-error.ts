import type { InventoryError, Position, Problem } from '@bucket-inventory/core'

import { isLocatedProblem } from '../input/located-problem.ts'
import type { Paint } from './colour.ts'
import { configurationYaml } from './configuration-yaml.ts'
import { printable } from './printable.ts'
import { renderFindings } from './render-findings.ts'

/** What a person is told: what is wrong and where, each problem on a line, what the service said. Never a stack trace. */
export function renderError(error: InventoryError, paint: Paint): string {
  const { message, problems, findings, position, service, recovery } = error
  const told = new Set([message])
  const lines = [
    ...problems.map((problem) => problemLine(problem, position)).filter((line) => !told.has(line)),
    `${paint('red', 'error')}: ${problems.length > 0 ? '' : placeOf(position)}${printable(problems.length > 0 ? headOf(message) : message)}`,
    ...(service === undefined ? [] : serviceLines(service)),
  ]
  const lost =
    recovery === undefined
      ? ''
      : `what was there before, for put to bring back:\n${configurationYaml(recovery.configuration)}`
  return `${renderFindings(findings, paint)}${lines.join('\n')}\n${lost}`
}

/** Some messages repeat their problems below their first line. */
function headOf(message: string): string {
  const [head = ''] = message.split('\n')
  return head === message ? message : head.replace(/:$/, '')
}

function problemLine(problem: Problem, position: Position | undefined): string {
  const file = position?.file
  const place = isLocatedProblem(problem)
    ? placeOf({
        ...(file === undefined ? {} : { file }),
        line: problem.line,
        column: problem.column,
      })
    : placeOf(position)
  const path = problem.path === '' ? '' : `${problem.path}: `
  return `${place}${printable(`${path}${problem.message}`)}`
}

/** `file:line:column: `, as editors and terminals find it. */
function placeOf(position: Position | undefined): string {
  const { file, line, column } = position ?? {}
  const parts = [file, line, column].filter((part) => part !== undefined)
  return line === undefined || file === undefined ? '' : `${printable(parts.join(':'))}: `
}

function serviceLines(service: NonNullable<InventoryError['service']>): string[] {
  const { code, status, requestId } = service
  const parts = [
    ...(code === undefined ? [] : [code]),
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ]
  return parts.length === 0 ? [] : [`  the service said: ${printable(parts.join(', '))}`]
}
