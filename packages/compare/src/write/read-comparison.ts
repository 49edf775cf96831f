import { open } from 'node:fs/promises'
import { join } from 'node:path'

import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import type { ComparedObject } from '../compared-object.ts'
import { comparisonDocumentSchema, documentName, listName } from './comparison-document.ts'
import type { ComparisonDocument } from './comparison-document.ts'
import { readList } from './read-list.ts'
import { wrongFile } from './wrong-file.ts'

/** A comparison that was written to a folder. */
export interface WrittenComparison {
  readonly summary: ComparisonDocument
  /**
   * The list, as often as it is asked for. Rejects with `unsupported` where it is not NDJSON, and with `invalid-input`, which
   * names file and line, where it is not what was written.
   */
  objects(): AsyncIterable<readonly ComparedObject[]>
}

/** A summary of some hundred thousand prefixes. */
const longestDocument = 256 * 1024 * 1024

/** Opens what `writeComparison` wrote. Rejects with `invalid-input` where the folder holds no comparison, or not all of it. */
export async function readComparison(folder: string): Promise<WrittenComparison> {
  const path = join(folder, documentName)
  const summary = documentOf(await readText(path, folder), path)
  const { file, format, objects } = summary.list
  return {
    summary,
    objects() {
      if (format === 'ndjson') return readList(join(folder, file), objects)
      throw new InventoryError(
        'unsupported',
        `the list of the comparison in "${folder}" is ${file}, and only NDJSON is read back: compare again, with the list as NDJSON`,
      )
    },
  }
}

async function readText(path: string, folder: string): Promise<string> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      if (size > longestDocument) throw wrongFile(path, 'is too long for a summary')
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (isInventoryError(cause)) throw cause
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    const why = cause instanceof Error ? cause.message : String(cause)
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw new InventoryError('storage', `"${path}" cannot be read: ${why}`, { cause })
    }
    const message = `"${folder}" holds no comparison: it has no ${documentName}`
    throw new InventoryError('invalid-input', message, { cause, position: { file: path } })
  }
}

function documentOf(text: string, path: string): ComparisonDocument {
  const { success, data, error } = comparisonDocumentSchema.safeParse(parsed(text, path))
  if (!success) {
    throw wrongFile(path, 'is no summary of a comparison as this version writes it', { error })
  }
  const { file, format } = data.list
  if (file === listName(format)) return data
  throw wrongFile(path, `names ${JSON.stringify(file)} as its list, not ${listName(format)}`)
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw wrongFile(path, 'is no JSON', { cause })
  }
}
