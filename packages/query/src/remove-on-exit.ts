import { rmSync } from 'node:fs'

const folders = new Set<string>()

/** Has a folder removed where the process exits in the middle, until the returned function is called. */
export function removeOnExit(folder: string): () => void {
  if (folders.size === 0) process.on('exit', removeAll)
  folders.add(folder)
  return () => {
    folders.delete(folder)
    if (folders.size === 0) process.off('exit', removeAll)
  }
}

function removeAll(): void {
  for (const folder of folders) {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Nobody is left to be told, and the others are to be removed too.
    }
  }
}
