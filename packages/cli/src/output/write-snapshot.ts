import { open } from 'node:fs/promises'
import { resolve } from 'node:path'

import { formatInstant, formatLocation, InventoryError } from '@bucket-inventory/core'
import type { Location, StoredInventory } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { configurationYaml } from './configuration-yaml.ts'
import { printable } from './printable.ts'

/**
 * Writes a configuration that is about to be deleted to a new file that only its owner reads, and to the disk. Resolves
 * to the name of the file. Rejects with `storage`, and then nothing may be deleted.
 */
export async function writeSnapshot(
  previous: StoredInventory,
  location: Location,
  chosen: string | undefined,
  context: Pick<CommandContext, 'folder' | 'now'>,
): Promise<string> {
  const { configuration } = previous
  const time = formatInstant(Math.floor(context.now().getTime() / 1000) * 1000)
  const place = formatLocation(location)
  const file = chosen ?? nameOf(location.bucket, configuration.id, time)
  const text = `# ${printable(`${place}#${configuration.id}, as it was before it was replaced on ${time}.`)}
# To bring it back: bucket-inventory put '${place}' FILE
${configurationYaml(configuration)}`
  try {
    const handle = await open(resolve(context.folder, file), 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new InventoryError('storage', reasonOf(file, error), { cause: error })
  }
  return file
}

/** `photos-cn.daily.2026-11-21T20-58-00Z.snapshot.yaml`, also where the id holds what a file name cannot. */
function nameOf(bucket: string, id: string, time: string): string {
  const name = id.replaceAll(/[^\w.-]/g, '_').slice(0, 100)
  return `${bucket}.${name}.${time.replaceAll(':', '-')}.snapshot.yaml`
}

function reasonOf(file: string, error: unknown): string {
  const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
  const reason = error instanceof Error ? error.message : String(error)
  return `nothing was replaced, as the previous configuration cannot be kept: ${
    exists ? `the file ${file} is there already; choose another with --snapshot` : reason
  }`
}
