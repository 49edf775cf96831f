import type * as z from 'zod'

import { InventoryError } from '../inventory-error.ts'
import type { Problem } from '../inventory-error.ts'
import { problemsOf } from './problems.ts'

/** Parses what a person wrote with a strict schema; throws `invalid-configuration` with every problem at once. */
export function parseWritten<Output>(
  schema: z.ZodType<Output>,
  written: unknown,
  what: string,
): Output {
  const result = schema.safeParse(written, { reportInput: true })
  if (result.success) return result.data
  const problems = problemsOf(result.error, schema)
  throw new InventoryError('invalid-configuration', describe(problems, what), { problems })
}

function describe(problems: readonly Problem[], what: string): string {
  const lines = problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  return lines.length === 1
    ? `the ${what} is wrong: ${lines.join('')}`
    : `the ${what} is wrong in ${lines.length} places:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
