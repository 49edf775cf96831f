import {
  formatLocation,
  InventoryError,
  isInventoryError,
  parseInventoryConfiguration,
  parseLocation,
} from '@bucket-inventory/core'
import type {
  DeclaredConnection,
  InventoryConfiguration,
  Location,
  Problem,
} from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { snapshotSchema } from '../output/snapshot-schema.ts'
import { kindOf } from './kind-of.ts'
import { locateProblems } from './locate-problems.ts'
import { parseDocument } from './parse-document.ts'
import type { ParsedDocument } from './parse-document.ts'
import { configurationLimit, nameOfInput, readInput } from './read-input.ts'
import type { InputLimit } from './read-input.ts'
import { refuseOtherKind } from './refuse-other-kind.ts'

/** As long as a configuration. */
const snapshotLimit: InputLimit = { ...configurationLimit, what: 'snapshot' }

/** What was there before it was replaced or deleted, and where. */
export interface Snapshot {
  readonly location: Location
  /** What the connection of the location is, where the snapshot says it. */
  readonly connection?: DeclaredConnection
  readonly configuration: InventoryConfiguration
}

/** Reads a snapshot. Throws `invalid-input` or `invalid-configuration` with line and column for whatever else it is. */
export async function readSnapshot(
  file: string,
  context: Pick<CommandContext, 'folder' | 'input' | 'signal'>,
): Promise<Snapshot> {
  const document = parseDocument(await readInput(file, context, snapshotLimit), nameOfInput(file))
  if (kindOf(document.value) === 'snapshot') {
    const snapshot = snapshotIn(document)
    requireConnection(snapshot, document)
    return snapshot
  }
  refuseOtherKind(document.value, document.file, 'snapshot')
  const { line, column } = document.positionOf('kind')
  throw new InventoryError(
    'invalid-input',
    `${document.file} is no snapshot, which says of which bucket it is; bucket-inventory put BUCKET FILE takes a configuration`,
    { position: { file: document.file, line, column } },
  )
}

/** The snapshot that a document of that kind holds. */
export function snapshotIn(document: ParsedDocument): Snapshot {
  const verdict = 'is no snapshot that can be used'
  const read = snapshotSchema.safeParse(document.value)
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }): Problem => ({
      path: path.join('.'),
      message: message.toLowerCase(),
    }))
    const wrong = new InventoryError('invalid-input', 'no snapshot', { problems })
    throw locateProblems(wrong, document, { verdict })
  }
  const { location, connection, configuration } = read.data
  try {
    return {
      location: locationIn(location, document),
      ...(connection === undefined ? {} : { connection }),
      configuration: parseInventoryConfiguration(configuration),
    }
  } catch (error) {
    if (!isInventoryError(error, 'invalid-configuration')) throw error
    throw locateProblems(error, document, { verdict, within: 'configuration' })
  }
}

/** Throws `invalid-input` where a snapshot is not one of this bucket, however that is reached. */
export function requireSameBucket(
  snapshot: Snapshot,
  wanted: Location,
  document: ParsedDocument,
): void {
  const { location } = snapshot
  if (location.scheme === wanted.scheme && location.bucket === wanted.bucket) return
  throw wrongLocation(
    `${document.file} is a snapshot of ${formatLocation(location)}, not of ${formatLocation(wanted)}; bucket-inventory restore puts it back where it was, and its configuration in a file of its own can be put anywhere`,
    document,
  )
}

function requireConnection({ location, connection }: Snapshot, document: ParsedDocument): void {
  if (location.connection === undefined || connection !== undefined) return
  throw wrongLocation(
    `the snapshot does not say what the connection "${location.connection}" is; add it, as in "connection: { provider: alibaba-oss, region: cn-hangzhou }"`,
    document,
  )
}

function locationIn(text: string, document: ParsedDocument): Location {
  try {
    return parseLocation(text)
  } catch (error) {
    throw isInventoryError(error) ? wrongLocation(error.message, document) : error
  }
}

function wrongLocation(message: string, document: ParsedDocument): InventoryError {
  return new InventoryError('invalid-input', message, {
    position: { file: document.file, ...document.positionOf('location') },
  })
}
