import { mkdir, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { FolderError } from './folder-error.ts'

/** Folders that are claimed in this process. */
const claimed = new Set<string>()

/**
 * Makes a folder, and claims it for one emulator until the claim is released. A claim is a file with the id of its
 * process in its name, so one that a dead process left behind neither blocks nor is taken for another. Two that start at
 * the same moment may both be refused, never both accepted. Holds on one machine only.
 */
export async function claimFolder(
  folder: string,
): Promise<{ readonly release: () => Promise<void> }> {
  await mkdir(folder, { recursive: true })
  const path = await realpath(folder)
  if (claimed.has(path))
    throw new FolderError('in-use', `"${path}" is in use by another emulator of this process`)
  claimed.add(path)
  const release = async (): Promise<void> => {
    await rm(claimFile(path, process.pid), { force: true })
    claimed.delete(path)
  }
  try {
    await writeFile(claimFile(path, process.pid), '')
    await dropDeadClaims(path)
  } catch (error) {
    await release()
    throw error
  }
  return { release }
}

async function dropDeadClaims(path: string): Promise<void> {
  for (const name of await readdir(path)) {
    const [, digits] = /^lock-([1-9]\d*)$/.exec(name) ?? []
    if (digits === undefined || Number(digits) === process.pid) continue
    const file = claimFile(path, Number(digits))
    if (await isAlive(Number(digits)))
      throw new FolderError(
        'in-use',
        `"${path}" is in use by process ${digits}; if that is no emulator, delete "${file}"`,
      )
    await rm(file, { force: true })
  }
}

function claimFile(path: string, processId: number): string {
  return join(path, `lock-${processId}`)
}

async function isAlive(processId: number): Promise<boolean> {
  try {
    // Signal 0 sends nothing: it asks whether there is somebody to send to.
    process.kill(processId, 0)
  } catch (error) {
    // Refused for want of the right to it, it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  // In a container nobody may have collected one that was killed. Where there is no /proc, nobody can tell.
  const status = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => '')
  return !/\) [ZX] /.test(status)
}
