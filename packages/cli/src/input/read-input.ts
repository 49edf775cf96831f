import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'

import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { Position } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'

/** Bytes. A configuration has some hundred; the rest is room for comments. */
export const inputLimit = 1024 * 1024

/** What a file is called in messages: `-` is standard input. */
export function nameOfInput(file: string): string {
  return file === '-' ? 'standard input' : file
}

/**
 * The text of a file, or of standard input for `-`, without a byte order mark. Throws `invalid-input` that names the
 * file for what is no text of a sane size; no more than the limit is read to find that out.
 */
export async function readInput(
  file: string,
  context: Pick<CommandContext, 'folder' | 'input' | 'signal'>,
): Promise<string> {
  const name = nameOfInput(file)
  const bytes =
    file === '-'
      ? await readAll(context.input, name, context.signal)
      : await readFile(resolve(context.folder, file), name, context.signal)
  if (bytes.length >= 2 && (bytes.readUInt16BE() === 0xfeff || bytes.readUInt16BE() === 0xfffe)) {
    throw unreadable(name, 'is UTF-16; save it as UTF-8')
  }
  const nul = bytes.indexOf(0)
  if (nul >= 0) throw unreadable(name, 'is not text: it holds a NUL byte', { byte: nul })
  if (!isUtf8(bytes)) {
    const line = firstBadLine(bytes)
    throw unreadable(name, `is not UTF-8: see line ${line}`, { line })
  }
  return new TextDecoder().decode(bytes)
}

async function readFile(path: string, name: string, signal: AbortSignal): Promise<Buffer> {
  const handle = await open(path).catch((error: unknown) => {
    throw fileError(name, error)
  })
  try {
    const status = await handle.stat()
    if (status.isDirectory()) throw unreadable(name, 'is a folder; name a file in it')
    if (status.size > inputLimit) throw tooLong(name)
    return await readAll(handle.createReadStream({ autoClose: false, signal }), name, signal)
  } catch (error) {
    signal.throwIfAborted()
    throw fileError(name, error)
  } finally {
    await handle.close()
  }
}

/** The file may grow, or be a pipe or a device that never ends: counted while it is read. */
async function readAll(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    signal.throwIfAborted()
    length += chunk.length
    if (length > inputLimit) throw tooLong(name)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function firstBadLine(bytes: Buffer): number {
  let line = 1
  let start = 0
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    if (!isUtf8(bytes.subarray(start, end))) return line
    start = end + 1
    line += 1
  }
  return line
}

function tooLong(name: string): InventoryError {
  return unreadable(name, 'is longer than 1 MiB; that is no inventory configuration')
}

function unreadable(name: string, message: string, position: Position = {}): InventoryError {
  return new InventoryError('invalid-input', `${name} ${message}`, {
    position: { file: name, ...position },
  })
}

function fileError(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || isInventoryError(error)) return error
  if (error.code === 'ENOENT') return unreadable(name, 'does not exist')
  return new InventoryError('storage', `${name} cannot be read: ${error.message}`, {
    cause: error,
    position: { file: name },
  })
}
