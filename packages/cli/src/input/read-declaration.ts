import {
  expandDeclaration,
  isInventoryError,
  InventoryError,
  parseDeclaration,
} from '@bucket-inventory/core'
import type { Declaration, Problem } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { endpointCredentials } from './endpoint-credentials.ts'
import { locateProblems } from './locate-problems.ts'
import { missingOssRegion } from './missing-oss-region.ts'
import { parseDocument } from './parse-document.ts'
import type { ParsedDocument } from './parse-document.ts'
import { nameOfInput, readInput } from './read-input.ts'
import type { InputLimit } from './read-input.ts'
import { refuseOtherKind } from './refuse-other-kind.ts'

/** A declaration of some ten thousand places. */
export const declarationLimit: InputLimit = { mebibytes: 4, what: 'declaration' }

/** A declaration that a file holds, and where it says what. */
export interface WrittenDeclaration {
  readonly declaration: Declaration
  /** What is found out about the declaration later, with file, line and column. */
  readonly locate: (error: InventoryError) => InventoryError
}

/**
 * Reads a declaration from a file or, for `-`, standard input. Throws `invalid-input` or `invalid-configuration` with
 * every problem at once that shows without a request, each with file, line and column.
 */
export async function readDeclaration(
  file: string,
  context: Pick<CommandContext, 'environment' | 'folder' | 'input' | 'signal'>,
): Promise<WrittenDeclaration> {
  const text = await readInput(file, context, declarationLimit)
  return writtenDeclaration(text, nameOfInput(file), context.environment)
}

/** The same from a text that was read. */
export function writtenDeclaration(
  text: string,
  name: string,
  environment: CommandContext['environment'],
): WrittenDeclaration {
  if (Buffer.byteLength(text) > declarationLimit.mebibytes * 1024 * 1024) {
    throw new InventoryError(
      'invalid-input',
      `${name} is longer than ${declarationLimit.mebibytes} MiB; that is no declaration`,
      { position: { file: name } },
    )
  }
  return declarationIn(parseDocument(text, name), environment)
}

/** The same from a document that was read. */
export function declarationIn(
  document: ParsedDocument,
  environment: CommandContext['environment'],
): WrittenDeclaration {
  const { file: name } = document
  refuseOtherKind(document.value, name, 'declaration')
  const locate = (error: InventoryError) =>
    locateProblems(error, document, { verdict: 'cannot be carried out' })
  try {
    const declaration = parseDeclaration(document.value)
    const problems = [
      ...endpointCredentials(declaration),
      ...expansionProblems(declaration),
      ...missingOssRegion(declaration, environment),
    ]
    if (problems.length === 0) return { declaration, locate }
    throw new InventoryError('invalid-configuration', 'the declaration is wrong', { problems })
  } catch (error) {
    throw isInventoryError(error) ? locate(error) : error
  }
}

function expansionProblems(declaration: Declaration): readonly Problem[] {
  try {
    expandDeclaration(declaration)
    return []
  } catch (error) {
    if (!isInventoryError(error, 'invalid-configuration')) throw error
    return error.problems
  }
}
