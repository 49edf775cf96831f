import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import type { Segment } from './world.ts'

/** Where the bytes of objects are kept, under their SHA-256. */
export interface Bodies {
  keep(bytes: Buffer): Promise<Segment>
  read(hash: string): Promise<Buffer>
}

/** Bodies in memory, for as long as the emulator lives. */
export function memoryBodies(): Bodies {
  const kept = new Map<string, Buffer>()
  return {
    async keep(bytes) {
      const hash = hashOf(bytes)
      kept.set(hash, bytes)
      return { hash, size: bytes.length }
    },
    async read(hash) {
      const bytes = kept.get(hash)
      if (bytes === undefined) throw new Error(`no body ${hash}`)
      return bytes
    },
  }
}

/**
 * Bodies as files of a folder. A file is written under another name, synced and renamed before anything refers to
 * it: a crash leaves an orphan, never a hole. What is not `used` is dropped at the start, but for files that were never
 * bodies: somebody may have named the wrong folder.
 */
export async function folderBodies(folder: string, used: ReadonlySet<string>): Promise<Bodies> {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder))
    if (isOurs(name) && !used.has(name)) await rm(join(folder, name))
  return {
    async keep(bytes) {
      const segment = { hash: hashOf(bytes), size: bytes.length }
      const path = join(folder, segment.hash)
      if (await exists(path)) return segment
      const draft = join(folder, `draft-${randomUUID()}`)
      const file = await open(draft, 'wx')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, path)
      return segment
    },
    read: (hash) => readFile(join(folder, hash)),
  }
}

function isOurs(name: string): boolean {
  return /^(?:[0-9a-f]{64}|draft-[0-9a-f-]{36})$/.test(name)
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
