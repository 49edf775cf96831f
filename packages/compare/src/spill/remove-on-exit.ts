import { rmSync } from 'node:fs'

const paths = new Set<string>()

/**
 * Has a folder or file removed where the process exits in the middle, until the returned function is called. A listener of
 * the process is there only as long as there is something to remove; signals are the business of the process's owner.
 */
export function removeOnExit(path: string): () => void {
  if (paths.size === 0) process.on('exit', removeAll)
  paths.add(path)
  return () => {
    paths.delete(path)
    if (paths.size === 0) process.off('exit', removeAll)
  }
}

function removeAll(): void {
  for (const path of paths) {
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      // Nobody is left to be told, and the others are to be removed too.
    }
  }
}
