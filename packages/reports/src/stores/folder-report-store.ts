import { open, readdir, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'

import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type {
  InventoryErrorCode,
  ReadObjectOptions,
  ReportStore,
  RequestOptions,
  StoredObject,
  StoreEntry,
} from '@bucket-inventory/core'

/**
 * A folder as a store: its files are objects, their paths below it, with `/`, are keys. Reads only. A key that would lead
 * out of the folder is `invalid-input`: keys are data, and come from manifests that anybody may have written. One that no file
 * can have, such as `a//b`, is not there. Links within the folder are followed.
 */
export function folderReportStore(path: string): ReportStore {
  const root = resolve(path)
  return {
    local: true,
    list: (prefix, options) => listFolder(root, prefix, options),
    async head(key, { signal }: RequestOptions = {}) {
      signal?.throwIfAborted()
      const path = pathOf(root, key)
      return path === undefined ? undefined : fileOf(path, key)
    },
    async read(key, options = {}) {
      options.signal?.throwIfAborted()
      const path = pathOf(root, key)
      const file = path === undefined ? undefined : await fileOf(path, key)
      if (path === undefined || file === undefined) throw missing(root, key)
      // Opened by whoever iterates, so that nothing stays open if nobody does.
      return readFile(path, file, options)
    },
  }
}

async function* listFolder(
  root: string,
  prefix: string,
  { signal }: RequestOptions = {},
): AsyncGenerator<StoreEntry, void, undefined> {
  signal?.throwIfAborted()
  const folder = prefix === '' ? root : pathOf(root, prefix.replace(/\/$/, ''))
  if (folder === undefined) return
  const names = await attempt(prefix, () => readdir(folder), absent)
  for (const name of (names ?? []).toSorted()) {
    signal?.throwIfAborted()
    const key = prefix + name
    const found = await attempt(key, () => stat(join(folder, name)), absent)
    if (found?.isDirectory() === true) yield { key: `${key}/`, size: 0 }
    else if (found?.isFile() === true) yield { key, size: found.size }
  }
}

async function fileOf(path: string, key: string): Promise<StoredObject | undefined> {
  const found = await attempt(key, () => stat(path, { bigint: true }), absent)
  return found?.isFile() === true
    ? { key, size: Number(found.size), etag: etagOf(found) }
    : undefined
}

async function* readFile(
  path: string,
  object: StoredObject,
  { start = 0, end = object.size, etag = object.etag, reuse = false, signal }: ReadObjectOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await attempt(object.key, () => open(path))
  try {
    if (etagOf(await file.stat({ bigint: true })) !== etag) {
      throw new InventoryError('conflict', `file "${path}" is another one by now`)
    }
    const stop = Math.min(end, object.size)
    let buffer = Buffer.alloc(0)
    for (let position = start; position < stop;) {
      signal?.throwIfAborted()
      const length = Math.min(chunkSize, stop - position)
      if (!reuse || buffer.length < length) buffer = Buffer.allocUnsafe(length)
      const { bytesRead } = await attempt(object.key, () => file.read(buffer, 0, length, position))
      if (bytesRead === 0) return
      position += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

const chunkSize = 512 * 1024

// A link to itself is broken, and a key may be longer than a name.
const absent = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']

/** The file that a key names; `undefined` for a key that is not its own path, as with an empty part, dots or a NUL. */
function pathOf(root: string, key: string): string | undefined {
  if (key === '' || key.includes('\0')) return undefined
  const written = key.split('/').join(sep)
  const path = resolve(root, written)
  const below = relative(root, path)
  if (below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) {
    throw new InventoryError('invalid-input', `key "${key}" leads out of the folder "${root}"`)
  }
  return below === written ? path : undefined
}

function etagOf({ mtimeNs, size, ino }: { mtimeNs: bigint; size: bigint; ino: bigint }): string {
  return [mtimeNs, size, ino].map((part) => part.toString(16)).join('-')
}

function missing(root: string, key: string): InventoryError {
  return new InventoryError('not-found', `folder "${root}" has no file "${key}"`)
}

/** The outcome, `undefined` for the codes that mean absence, and any other failure as ours. */
async function attempt<Result>(key: string, run: () => Promise<Result>): Promise<Result>
async function attempt<Result>(
  key: string,
  run: () => Promise<Result>,
  absentCodes: readonly string[],
): Promise<Result | undefined>
async function attempt<Result>(
  key: string,
  run: () => Promise<Result>,
  absentCodes: readonly string[] = [],
): Promise<Result | undefined> {
  try {
    return await run()
  } catch (cause) {
    if (isInventoryError(cause) || !(cause instanceof Error)) throw cause
    const code = 'code' in cause ? String(cause.code) : ''
    if (absentCodes.includes(code)) return undefined
    throw new InventoryError(codes[code] ?? 'storage', `"${key}": ${cause.message}`, { cause })
  }
}

const codes: Readonly<Record<string, InventoryErrorCode>> = {
  ENOENT: 'not-found',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
}
