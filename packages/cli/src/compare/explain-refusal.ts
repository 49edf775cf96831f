import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { Problem } from '@bucket-inventory/core'

import { addFieldCommand } from '../output/add-field-command.ts'
import type { GivenSide, GivenSides } from './open-sides.ts'

/** What a person does about a refusal, in the words of the command; any other error stays as it is. */
export function explainRefusal(error: unknown, sides: GivenSides): unknown {
  if (!isInventoryError(error)) return error
  const { code, message, problems, retryable, cause } = error
  const given = { retryable, ...(cause === undefined ? {} : { cause }) }
  const isOverdue = [sides.left, sides.right].some(({ compared }) => compared.overdue === true)
  if (code === 'incomplete-report' && isOverdue) {
    return new InventoryError(code, `${message} (--allow-overdue)`, given)
  }
  if (code === 'invalid-input' && problems.some(({ path }) => flagOf(path) !== undefined)) {
    const said = problems.map(
      (problem) => `${flagOf(problem.path) ?? problem.path}: ${problem.message}`,
    )
    return new InventoryError(code, said.join('; '), given)
  }
  if (code === 'invalid-configuration' && problems.length > 0) {
    const explained = problems.map((problem) => explainProblem(problem, sides))
    return new InventoryError(code, 'the reports cannot be compared as they are', {
      ...given,
      problems: explained,
    })
  }
  return error
}

/** The flag that sets an option of the library. */
function flagOf(path: string): string | undefined {
  const [option = ''] = path.split('[')
  return ['memory', 'metadata'].includes(option) ? `--${option}` : undefined
}

function explainProblem(problem: Problem, { left, right }: GivenSides): Problem {
  const { path, message } = problem
  const [, side, field] = /^(left|right)\.fields\.(\w+)$/.exec(path) ?? []
  if (field !== undefined) return withCommand(problem, field, side === 'left' ? left : right)
  // The library's own words for the flags.
  return { path, message: message.replaceAll('`scope: intersect`', '--scope intersect') }
}

function withCommand(
  { path, message }: Problem,
  field: string,
  { compared, source }: GivenSide,
): Problem {
  const { configuration } = compared
  if (configuration === undefined) return { path, message }
  return { path, message: `${message}: ${addFieldCommand(field, configuration, source)}` }
}
