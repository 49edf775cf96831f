import {
  InventoryError,
  isInventoryError,
  parseInventoryConfiguration,
} from '@bucket-inventory/core'
import type { InventoryConfiguration, Problem } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import type { LocatedProblem } from './located-problem.ts'
import { parseDocument } from './parse-document.ts'
import type { ParsedDocument } from './parse-document.ts'
import { nameOfInput, readInput } from './read-input.ts'

/**
 * Reads a configuration from a file or, for `-`, standard input: YAML or JSON, as a person writes it, as `get` prints it
 * (also with `--json`, where it is the part named `configuration`), and as a snapshot holds it. Throws `invalid-input`
 * or `invalid-configuration`, each with file, line and column.
 */
export async function readConfiguration(
  file: string,
  context: Pick<CommandContext, 'folder' | 'input' | 'signal'>,
): Promise<InventoryConfiguration> {
  const document = parseDocument(await readInput(file, context), nameOfInput(file))
  const part = answerOfGet(document.value)
  try {
    return parseInventoryConfiguration(part === undefined ? document.value : part.configuration)
  } catch (error) {
    throw isInventoryError(error) ? located(error, document, part !== undefined) : error
  }
}

function answerOfGet(value: unknown): { readonly configuration: unknown } | undefined {
  return typeof value === 'object' && value !== null && 'configuration' in value && !('id' in value)
    ? value
    : undefined
}

function located(
  error: InventoryError,
  document: ParsedDocument,
  withinAnswer: boolean,
): InventoryError {
  const locate = (problem: Problem): LocatedProblem => {
    const path = withinAnswer ? `configuration.${problem.path}` : problem.path
    return {
      path: problem.path,
      message: asWritten(problem.message, document.numberAsWritten(path)),
      ...document.positionOf(path),
    }
  }
  const problems = error.problems
    .map(locate)
    .toSorted((left, right) => left.line - right.line || left.column - right.column)
  const first = problems[0] ?? document.positionOf('')
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  return new InventoryError(error.code, `${document.file} is no configuration: ${count}`, {
    problems,
    position: { file: document.file, line: first.line, column: first.column },
    cause: error,
  })
}

/** The parser of configurations saw 12 where a person wrote 012, and a rounded one of what is too long for a number. */
function asWritten(message: string, number: string | undefined): string {
  return number === undefined ? message : message.replaceAll(String(Number(number)), number)
}
