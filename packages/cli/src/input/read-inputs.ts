import type { MigrationInputs } from '@bucket-inventory/client'
import {
  formatLocation,
  InventoryError,
  isInventoryError,
  parseLocation,
} from '@bucket-inventory/core'
import type { Location } from '@bucket-inventory/core'
import * as z from 'zod'

import type { CommandContext } from '../command.ts'
import { inputsKind } from '../output/inputs-yaml.ts'
import { valueInWords } from '../output/value-in-words.ts'
import { locateProblems } from './locate-problems.ts'
import { parseDocument } from './parse-document.ts'
import type { ParsedDocument } from './parse-document.ts'
import { nameOfInput, readInput } from './read-input.ts'
import type { InputLimit } from './read-input.ts'

/** Of the thousand inventories that a bucket may have each needs a kilobyte of lines and comments, or two. */
const inputsLimit: InputLimit = { mebibytes: 8, what: 'file of inputs' }

/** The inputs of a migration that a file holds, and where it says what. */
export interface WrittenInputs {
  readonly inputs: MigrationInputs
  /** What is found out about the inputs later, with file, line and column. */
  readonly locate: (error: InventoryError) => InventoryError
}

/** The buckets that a migration is between. */
export interface MigrationPlaces {
  readonly from: Location
  readonly to: Location
}

/** What is said of a file of values is for whoever knows the source to check. */
const inputsSchema = z.custom<MigrationInputs>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

/** Reads inputs. Throws `invalid-input` with line and column for what is none, or is for another migration. */
export async function readInputs(
  file: string,
  places: MigrationPlaces,
  context: Pick<CommandContext, 'folder' | 'input' | 'signal'>,
): Promise<WrittenInputs> {
  const document = parseDocument(await readInput(file, context, inputsLimit), nameOfInput(file))
  const read = inputsSchema.safeParse(document.value)
  if (!read.success)
    throw wrong('inputs are an object with inventories, defaults or buckets', document)
  const { from, to, kind, ...inputs }: MigrationInputs & Record<string, unknown> = { ...read.data }
  if (kind !== undefined && kind !== inputsKind) {
    throw wrong(
      `the file is of the kind ${valueInWords(kind)}, not ${inputsKind}`,
      document,
      'kind',
    )
  }
  requirePlace('from', from, places.from, document)
  requirePlace('to', to, places.to, document)
  return {
    inputs,
    locate: (error) => locateProblems(error, document, { verdict: 'cannot be used' }),
  }
}

/** However the bucket is reached. */
function requirePlace(
  member: 'from' | 'to',
  written: unknown,
  wanted: Location,
  document: ParsedDocument,
): void {
  if (written === undefined) return
  const meant = typeof written === 'string' ? locationIn(written) : undefined
  if (meant?.scheme === wanted.scheme && meant.bucket === wanted.bucket) return
  throw wrong(
    `the inputs are for a migration ${member} ${valueInWords(written)}, not ${member} ${formatLocation(wanted)}; make others with --dry-run`,
    document,
    member,
  )
}

function locationIn(text: string): Location | undefined {
  try {
    return parseLocation(text)
  } catch (error) {
    if (isInventoryError(error)) return undefined
    throw error
  }
}

function wrong(message: string, document: ParsedDocument, path = ''): InventoryError {
  const position = { file: document.file, ...document.positionOf(path) }
  return new InventoryError('invalid-input', message, { position })
}
