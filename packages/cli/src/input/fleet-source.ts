import { createHash } from 'node:crypto'

import { InventoryError, parsePlace } from '@bucket-inventory/core'
import type { InventoryConfiguration, Location } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext } from '../command.ts'
import { bucketPlace } from './inventory-place.ts'
import { parseDocument } from './parse-document.ts'
import { configurationIn } from './read-configuration.ts'
import { declarationIn, declarationLimit } from './read-declaration.ts'
import type { WrittenDeclaration } from './read-declaration.ts'
import { nameOfInput, readInput } from './read-input.ts'
import { requireOssRegion } from './settings.ts'

/** Which inventories a command is about. */
export type FleetSource =
  | { readonly kind: 'places'; readonly places: readonly string[] }
  | ({ readonly kind: 'declaration'; readonly digest: string } & WrittenDeclaration)
  /** One that need not stand there yet. */
  | {
      readonly kind: 'configuration'
      readonly digest: string
      readonly configuration: InventoryConfiguration
      readonly location: Location
    }

export interface FleetSourceOptions {
  /** Whether a configuration will do, which need not stand there yet. Default: true. */
  readonly takesConfiguration?: boolean
}

/**
 * Reads what the arguments name: places (`s3://photos`, `s3://photos#daily`), or one file: a declaration, or a configuration,
 * whose bucket `--at` says. Throws `invalid-input` or `invalid-configuration`, for a file with the position in it.
 */
export async function readFleetSource(
  call: CommandCall,
  context: Pick<CommandContext, 'environment' | 'folder' | 'input' | 'signal'>,
  { takesConfiguration = true }: FleetSourceOptions = {},
): Promise<FleetSource> {
  const at = valueOf(call, 'at')
  const location = at === undefined ? undefined : bucketPlace(at)
  if (location !== undefined) requireOssRegion(location, context.environment)
  const [file, ...others] = call.arguments.filter((text) => !isPlace(text))
  if (file === undefined) {
    if (at !== undefined) {
      throw wrongUse(
        `--at goes with a configuration in a file; "${call.arguments.join(' ')}" says where already`,
      )
    }
    for (const text of call.arguments) requireInventories(text, context)
    return { kind: 'places', places: call.arguments }
  }
  if (others.length > 0 || call.arguments.length > 1) {
    throw wrongUse(`"${file}" is a file, and a file is given alone`)
  }
  return fileSource(file, { location, takesConfiguration }, context)
}

interface ConfigurationPlace extends Required<FleetSourceOptions> {
  readonly location: Location | undefined
}

async function fileSource(
  file: string,
  { location, takesConfiguration }: ConfigurationPlace,
  context: Pick<CommandContext, 'environment' | 'folder' | 'input' | 'signal'>,
): Promise<FleetSource> {
  const name = nameOfInput(file)
  const text = await readInput(file, context, declarationLimit)
  const document = parseDocument(text, name)
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`
  if (isDeclaration(document.value)) {
    if (location !== undefined) {
      throw wrongUse(`--at goes with a configuration; ${name} is a declaration, which says where`)
    }
    return { kind: 'declaration', digest, ...declarationIn(document, context.environment) }
  }
  const configuration = configurationIn(document, location)
  if (location !== undefined) return { kind: 'configuration', digest, configuration, location }
  if (!takesConfiguration) {
    throw wrongUse(
      `${name} is a configuration, which does not say of which bucket: name the inventory, as in s3://photos#${configuration.id}`,
    )
  }
  throw wrongUse(`${name} is a configuration: say which bucket it is for, as in --at s3://photos`)
}

/** With a scheme, as the name of a file has none. */
function isPlace(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//.test(text)
}

function requireInventories(
  text: string,
  { environment }: Pick<CommandContext, 'environment'>,
): void {
  const place = parsePlace(text)
  if (place.kind === 'bucket' || place.kind === 'inventory') {
    requireOssRegion(place.location, environment)
    return
  }
  throw wrongUse(
    `"${text}" names no inventory but an object: name the bucket that is listed, as in s3://photos, or one inventory of it, s3://photos#daily`,
  )
}

function isDeclaration(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'inventories' in value
}

function wrongUse(message: string): InventoryError {
  return new InventoryError('invalid-input', message)
}
