import { parseWritten } from '../configuration/parse-written.ts'
import { declarationProblems } from './declaration-problems.ts'
import { declarationSchema } from './declaration-schema.ts'
import type { Declaration } from './declaration.ts'

/**
 * Accepts a declaration as parsed from YAML or JSON; throws `invalid-configuration` with every problem at once, each with
 * its path and what to write instead. What shows only when a place is merged with its configuration is for
 * `expandDeclaration`.
 */
export function parseDeclaration(written: unknown): Declaration {
  return parseWritten(declarationSchema, written, 'declaration', declarationProblems)
}
