import { open, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a file that is not there yet, that only its owner reads, and that survives a loss of power: it and its entry in
 * the folder are on the disk when this resolves. Rejects with the system's own error, `EEXIST` where there is one, and
 * leaves none behind that is not whole.
 */
export async function writeNewFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } catch (error) {
    // What keeps it from being removed is no better known to the person than why it could not be written.
    await unlink(path).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
  await syncFolder(dirname(path))
}

/** Puts what a folder lists on the disk. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders, and needs none of this.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Whether a file could not be written because there is one of its name. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
