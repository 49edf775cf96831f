import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'

import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { Position } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'

/** How long a file may be. */
export interface InputLimit {
  readonly mebibytes: number
  /** What a longer one is not: `inventory configuration`. */
  readonly what: string
}

/** A configuration has some hundred bytes; the rest is room for comments. */
export const configurationLimit: InputLimit = { mebibytes: 1, what: 'inventory configuration' }

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
  limit: InputLimit = configurationLimit,
): Promise<string> {
  const name = nameOfInput(file)
  const read: Reading = { name, limit, signal: context.signal }
  const bytes =
    file === '-'
      ? await readAll(context.input, read)
      : await readFile(resolve(context.folder, file), read)
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

interface Reading {
  readonly name: string
  readonly limit: InputLimit
  readonly signal: AbortSignal
}

async function readFile(path: string, read: Reading): Promise<Buffer> {
  const { name, limit, signal } = read
  const handle = await open(path).catch((error: unknown) => {
    throw fileError(name, error)
  })
  try {
    const status = await handle.stat()
    if (status.isDirectory()) throw unreadable(name, 'is a folder; name a file in it')
    if (status.size > bytesOf(limit)) throw tooLong(name, limit)
    return await readAll(handle.createReadStream({ autoClose: false, signal }), read)
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
  { name, limit, signal }: Reading,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    signal.throwIfAborted()
    length += chunk.length
    if (length > bytesOf(limit)) throw tooLong(name, limit)
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

function bytesOf({ mebibytes }: InputLimit): number {
  return mebibytes * 1024 * 1024
}

function tooLong(name: string, { mebibytes, what }: InputLimit): InventoryError {
  return unreadable(name, `is longer than ${mebibytes} MiB; that is no ${what}`)
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
