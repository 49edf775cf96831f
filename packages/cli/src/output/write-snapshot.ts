import { join, resolve } from 'node:path'

import { formatInstant, InventoryError, parseLocation } from '@bucket-inventory/core'
import type { DeclaredConnection, StoredInventory } from '@bucket-inventory/core'
import { stringify } from 'yaml'

import type { CommandContext } from '../command.ts'
import { configurationYaml } from './configuration-yaml.ts'
import { printable } from './printable.ts'
import { apiVersion } from './saved-plan.ts'
import { isTaken, writeNewFile } from './write-new-file.ts'

/** What is about to be replaced or deleted. */
export interface SnapshotSubject {
  readonly previous: StoredInventory
  /** The bucket, as `oss://prod@photos-cn`. */
  readonly location: string
  /** What the connection of the location is, where a declaration says it. */
  readonly connection?: DeclaredConnection
}

/** Where the snapshot goes. */
export type SnapshotTarget =
  /** A file that a person chose: never another one. */
  | { readonly file: string }
  /** A folder that is there, for a name that is not taken in it. */
  | { readonly folder: string }

/**
 * Writes a configuration that is about to be replaced or deleted to a new file that only its owner reads, and to the disk.
 * Resolves to the name of the file. Rejects with `storage`, and then nothing may be replaced or deleted.
 */
export async function writeSnapshot(
  subject: SnapshotSubject,
  target: SnapshotTarget,
  context: Pick<CommandContext, 'folder' | 'now'>,
): Promise<string> {
  const taken = formatInstant(Math.floor(context.now().getTime() / 1000) * 1000)
  const text = snapshotText(subject, taken)
  for (let attempt = 1; ; attempt++) {
    const file =
      'file' in target ? target.file : join(target.folder, nameOf(subject, taken, attempt))
    try {
      await writeNewFile(resolve(context.folder, file), text)
      return file
    } catch (error) {
      if (isTaken(error) && 'folder' in target) continue
      throw new InventoryError('storage', reasonOf(file, error), { cause: error })
    }
  }
}

function snapshotText({ previous, location, connection }: SnapshotSubject, taken: string): string {
  const { configuration } = previous
  const head = {
    apiVersion,
    kind: 'snapshot',
    location,
    ...(connection === undefined ? {} : { connection }),
    taken,
  }
  const body = configurationYaml(configuration).replaceAll(/^(?=.)/gm, '  ')
  return `# ${printable(`${location}#${configuration.id}, as it was on ${taken}, before it was replaced or deleted.`)}
# To bring it back: bucket-inventory restore FILE
${stringify(head, { lineWidth: 0 })}configuration:
${body}`
}

/** `photos-cn.daily.2026-11-21T20-58-00Z.snapshot.yaml`, also where the id holds what a file name cannot. */
function nameOf({ previous, location }: SnapshotSubject, taken: string, attempt: number): string {
  const id = previous.configuration.id.replaceAll(/[^\w.-]/g, '_').slice(0, 100)
  const time = taken.replaceAll(':', '-')
  const count = attempt === 1 ? '' : `.${attempt}`
  return `${parseLocation(location).bucket}.${id}.${time}${count}.snapshot.yaml`
}

function reasonOf(file: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  return `the inventory was not touched, as its configuration cannot be kept: ${
    isTaken(error) ? `the file ${file} is there already; choose another with --snapshot` : reason
  }`
}
