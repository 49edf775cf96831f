import type { InventoryError, Problem } from '@bucket-inventory/core'

import { isLocatedProblem } from '../input/located-problem.ts'
import type { ErrorOutput } from './error-output.ts'

/** An error as `--json` shows it: parts that it does not have are not there. */
export function errorDocument(error: InventoryError): ErrorOutput {
  const { code, message, retryable, problems, findings, position, service, recovery } = error
  return {
    error: {
      code,
      message,
      retryable,
      ...(problems.length === 0 ? {} : { problems: problems.map(placed) }),
      ...(findings.length === 0 ? {} : { findings: [...findings] }),
      ...(position === undefined ? {} : { position }),
      ...(service === undefined || Object.keys(service).length === 0 ? {} : { service }),
      ...(recovery === undefined ? {} : { recovery: recovery.configuration }),
    },
  }
}

function placed(problem: Problem): NonNullable<ErrorOutput['error']['problems']>[number] {
  const { path, message } = problem
  return isLocatedProblem(problem)
    ? { path, message, line: problem.line, column: problem.column }
    : { path, message }
}
