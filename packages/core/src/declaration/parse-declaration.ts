import { parseWritten } from '../configuration/parse-written.ts'
import { declarationSchema } from './declaration-schema.ts'
import type { Declaration } from './declaration.ts'

/**
 * Accepts a declaration as parsed from YAML or JSON; throws `invalid-configuration` with every problem at once, each with
 * its path and what to write instead. Places are text still: whether they exist is for those who resolve them.
 */
export function parseDeclaration(written: unknown): Declaration {
  return parseWritten(declarationSchema, written, 'declaration')
}
