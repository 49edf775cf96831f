import { randomUUID } from 'node:crypto'
import { open, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { InventoryError } from '@bucket-inventory/core'

import type { RangedBytes } from './ranged-bytes.ts'

/** Bytes that are kept until they are closed. */
export interface SpooledBytes extends RangedBytes {
  close(): Promise<void>
}

/**
 * Keeps bytes in a temporary file that has no name any more once it is open, so that nothing stays behind, whatever happens.
 * Rejects with `storage` where the disk does not take them, and as their source does.
 */
export async function spoolBytes(bytes: AsyncIterable<Uint8Array>): Promise<SpooledBytes> {
  const path = join(tmpdir(), `bucket-inventory-${randomUUID()}`)
  const file = await onDisk(path, () => open(path, 'wx+', 0o600))
  try {
    await onDisk(path, () => unlink(path))
    let size = 0
    for await (const chunk of bytes) {
      for (let written = 0; written < chunk.length;) {
        const { bytesWritten } = await onDisk(path, () => file.write(chunk, written))
        written += bytesWritten
      }
      size += chunk.length
    }
    return {
      size,
      read: (start, end) => readRange(file, path, start, end),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function readRange(
  file: FileHandle,
  path: string,
  start: number,
  end: number,
): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(end - start)
  for (let filled = 0; filled < bytes.length;) {
    const at = start + filled
    const { bytesRead } = await onDisk(path, () =>
      file.read(bytes, filled, bytes.length - filled, at),
    )
    if (bytesRead === 0) throw storage(path, 'it is shorter than what was written to it')
    filled += bytesRead
  }
  return bytes
}

async function onDisk<Result>(path: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (cause) {
    throw storage(path, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

function storage(path: string, why: string, cause?: unknown): InventoryError {
  return new InventoryError(
    'storage',
    `temporary file "${path}": ${why}; files of Parquet and ORC are kept there while they are verified and read: set TMPDIR to a folder with room, or read without verifying`,
    cause === undefined ? {} : { cause },
  )
}
