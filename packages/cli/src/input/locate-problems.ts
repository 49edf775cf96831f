import { InventoryError } from '@bucket-inventory/core'
import type { Problem } from '@bucket-inventory/core'

import type { LocatedProblem } from './located-problem.ts'
import type { ParsedDocument } from './parse-document.ts'

export interface LocateOptions {
  /** What is said of the file before the count of problems: `is no configuration`. */
  readonly verdict: string
  /** Where in the file the paths of the problems begin. Default: at its root. */
  readonly within?: string
}

/** The same error with file, line and column of each of its problems, in the order of the file. */
export function locateProblems(
  error: InventoryError,
  document: ParsedDocument,
  { verdict, within = '' }: LocateOptions,
): InventoryError {
  const locate = ({ path, message }: Problem): LocatedProblem => {
    const written = within === '' ? path : `${within}.${path}`
    return {
      path,
      message: asWritten(message, document.numberAsWritten(written)),
      ...document.positionOf(written),
    }
  }
  const problems = error.problems
    .map(locate)
    .toSorted((left, right) => left.line - right.line || left.column - right.column)
  const { line, column } = problems[0] ?? document.positionOf(within)
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  return new InventoryError(error.code, `${document.file} ${verdict}: ${count}`, {
    problems,
    position: { file: document.file, line, column },
    cause: error,
  })
}

/** A parser saw 12 where a person wrote 012, and a rounded one of what is too long for a number. */
function asWritten(message: string, number: string | undefined): string {
  return number === undefined ? message : message.replaceAll(String(Number(number)), number)
}
