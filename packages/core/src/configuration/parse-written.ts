import type * as z from 'zod'

import { InventoryError } from '../inventory-error.ts'
import type { Problem } from '../inventory-error.ts'
import { problemsOf } from './problems.ts'

/**
 * Parses what a person wrote with a strict schema; throws `invalid-configuration` with every problem at once, those too that
 * `more` finds in what was written, whatever it is.
 */
export function parseWritten<Output>(
  schema: z.ZodType<Output>,
  written: unknown,
  what: string,
  more: (written: unknown) => readonly Problem[] = () => [],
): Output {
  const result = schema.safeParse(written, { reportInput: true })
  const meaning = more(written)
  if (result.success && meaning.length === 0) return result.data
  const shape = result.success ? [] : problemsOf(result.error, schema)
  throw wrongInPlaces([...shape, ...meaning], what)
}

/** One `invalid-configuration` of all problems of what a person wrote, such as a `declaration`. */
export function wrongInPlaces(problems: readonly Problem[], what: string): InventoryError {
  return new InventoryError('invalid-configuration', describe(problems, what), { problems })
}

function describe(problems: readonly Problem[], what: string): string {
  const lines = problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  return lines.length === 1
    ? `the ${what} is wrong: ${lines.join('')}`
    : `the ${what} is wrong in ${lines.length} places:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
