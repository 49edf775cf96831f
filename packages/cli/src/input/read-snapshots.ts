import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { formatLocation, InventoryError, isInventoryError } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { readSnapshot } from './read-snapshot.ts'
import type { Snapshot } from './read-snapshot.ts'

/** A file, and the snapshot that it holds or why it cannot be used. */
export type SnapshotFile =
  | { readonly file: string; readonly snapshot: Snapshot }
  | { readonly file: string; readonly error: InventoryError }

const ending = '.snapshot.yaml'

/**
 * The snapshot of a file, or every one of a folder by name: there, one that cannot be read does not keep the others from
 * being restored. Rejects with `invalid-input` for a file that holds none, and for a folder without any.
 */
export async function readSnapshots(
  path: string,
  context: Pick<CommandContext, 'folder' | 'input' | 'signal'>,
): Promise<readonly SnapshotFile[]> {
  if (!(await isFolder(resolve(context.folder, path)))) {
    return [{ file: path, snapshot: await readSnapshot(path, context) }]
  }
  const names = (await readdir(resolve(context.folder, path))).filter((name) =>
    name.endsWith(ending),
  )
  if (names.length === 0) {
    throw new InventoryError('invalid-input', `the folder ${path} holds no file *${ending}`, {
      position: { file: path },
    })
  }
  const files: SnapshotFile[] = []
  for (const name of names.toSorted()) {
    const file = join(path, name)
    try {
      files.push({ file, snapshot: await readSnapshot(file, context) })
    } catch (error) {
      if (!isInventoryError(error)) throw error
      files.push({ file, error })
    }
  }
  return refuseSeveral(files)
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // Whatever is wrong with it shows when it is read.
    return false
  }
}

/** Of two snapshots of one inventory nobody can tell which one is wanted. */
function refuseSeveral(files: readonly SnapshotFile[]): SnapshotFile[] {
  const byPlace = new Map<string, string[]>()
  for (const read of files) {
    if (!('snapshot' in read)) continue
    const place = placeOf(read.snapshot)
    byPlace.set(place, [...(byPlace.get(place) ?? []), read.file])
  }
  return files.map((read) => {
    if (!('snapshot' in read)) return read
    const place = placeOf(read.snapshot)
    const others = (byPlace.get(place) ?? []).filter((file) => file !== read.file)
    if (others.length === 0) return read
    const message = `${read.file} is not the only snapshot of ${place} here; restore the one that is meant by its name: ${others.join(', ')}`
    return {
      file: read.file,
      error: new InventoryError('invalid-input', message, { position: { file: read.file } }),
    }
  })
}

function placeOf({ location, configuration }: Snapshot): string {
  return `${formatLocation(location)}#${configuration.id}`
}
