import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'

import { readChecksums } from '@bucket-inventory/compare'
import type { ChecksumReport } from '@bucket-inventory/compare'
import { InventoryError } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'

/** Checksums of the objects of a bucket, from a file; and what could not be computed, once it was read. */
export interface JoinedChecksums {
  readonly file: string
  readonly report: ChecksumReport
  /** The first of those, in words. */
  readonly firstFailed: () => string | undefined
}

/** Opens nothing yet. Rejects with `invalid-input` where there is no such file. */
export async function joinedChecksums(
  file: string,
  bucket: string,
  { folder, signal }: Pick<CommandContext, 'folder' | 'signal'>,
): Promise<JoinedChecksums> {
  const path = resolve(folder, file)
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(file, cause)
  })
  if (found.isDirectory()) throw new InventoryError('invalid-input', `"${file}" is a folder`)
  let first: string | undefined
  const report = readChecksums([{ name: file, open: () => bytesOf(file, path) }], {
    bucket,
    signal,
    onFailed: ({ key, message, line }) => {
      const name = typeof key === 'string' ? key : new TextDecoder().decode(key)
      first ??= `line ${line}, ${JSON.stringify(name)}: ${message}`
    },
  })
  return { file, report, firstFailed: () => first }
}

async function* bytesOf(file: string, path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const stream: AsyncIterable<Uint8Array> = createReadStream(path)
  try {
    yield* stream
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

function unreadable(file: string, cause: unknown): InventoryError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new InventoryError('invalid-input', `"${file}" cannot be read: ${reason}`, { cause })
}
