import { isInventoryError, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { InventoryConfiguration, Location } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { kindOf } from './kind-of.ts'
import { locateProblems } from './locate-problems.ts'
import { parseDocument } from './parse-document.ts'
import type { ParsedDocument } from './parse-document.ts'
import { nameOfInput, readInput } from './read-input.ts'
import { requireSameBucket, snapshotIn } from './read-snapshot.ts'
import { refuseOtherKind } from './refuse-other-kind.ts'

/**
 * Reads a configuration from a file or, for `-`, standard input: YAML or JSON, as a person writes it, as `get` prints it
 * (also with `--json`, where it is the part named `configuration`), and as a snapshot holds it. Throws `invalid-input`
 * or `invalid-configuration`, each with file, line and column; also for a snapshot of another bucket than `bucket`.
 */
export async function readConfiguration(
  file: string,
  context: Pick<CommandContext, 'folder' | 'input' | 'signal'>,
  bucket?: Location,
): Promise<InventoryConfiguration> {
  return configurationIn(parseDocument(await readInput(file, context), nameOfInput(file)), bucket)
}

/** The same from a document that was read. */
export function configurationIn(
  document: ParsedDocument,
  bucket?: Location,
): InventoryConfiguration {
  if (kindOf(document.value) === 'snapshot') {
    const snapshot = snapshotIn(document)
    if (bucket !== undefined) requireSameBucket(snapshot, bucket, document)
    return snapshot.configuration
  }
  refuseOtherKind(document.value, document.file, 'configuration')
  const part = answerOfGet(document.value)
  try {
    return parseInventoryConfiguration(part === undefined ? document.value : part.configuration)
  } catch (error) {
    if (!isInventoryError(error)) throw error
    throw locateProblems(error, document, {
      verdict: 'is no configuration',
      ...(part === undefined ? {} : { within: 'configuration' }),
    })
  }
}

function answerOfGet(value: unknown): { readonly configuration: unknown } | undefined {
  return typeof value === 'object' && value !== null && 'configuration' in value && !('id' in value)
    ? value
    : undefined
}
