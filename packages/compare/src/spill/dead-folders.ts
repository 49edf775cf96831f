import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { hasEnded } from './process-mark.ts'
import type { ProcessMark } from './process-mark.ts'

const namePattern = /^bucket-inventory-spill-([0-9a-f]{12})-(\d+)-(\d+)-\w{6}$/
/** Younger ones are left alone, whatever else is true. */
const leastAge = 60_000

/** What the names of the folders of a process begin with. */
export function spillFolderPrefix({ machine, id, start }: ProcessMark): string {
  return `bucket-inventory-spill-${machine}-${id}-${start}-`
}

/**
 * Removes the folders that processes left behind which were killed: only folders that are named so, of the same user, of a
 * process of this machine that has surely ended, and older than a minute. What cannot be removed is left.
 */
export async function removeDeadFolders(under: string, own: ProcessMark): Promise<void> {
  const names = await readdir(under).catch(() => [])
  for (const name of names) {
    const [, machine, id, start] = namePattern.exec(name) ?? []
    if (machine === undefined || start === undefined) continue
    if (!(await hasEnded({ machine, id: Number(id), start }, own))) continue
    const path = join(under, name)
    if (await isOldFolderOfOurs(path)) {
      await rm(path, { recursive: true, force: true }).catch(() => undefined)
    }
  }
}

async function isOldFolderOfOurs(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined)
  if (found === undefined || !found.isDirectory()) return false
  const isOurs = process.getuid === undefined || found.uid === process.getuid()
  return isOurs && Date.now() - found.mtimeMs > leastAge
}
