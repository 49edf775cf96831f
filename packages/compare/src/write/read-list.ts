import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'

import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import type { ComparedObject } from '../compared-object.ts'
import { comparedObjectOf } from '../list/compared-object-of.ts'
import { comparedObjectSchema } from '../list/compared-object-schema.ts'
import { wholeLines } from '../list/whole-lines.ts'
import { wrongFile } from './wrong-file.ts'

/** A key has 1,024 bytes, and no column comes near to this. */
const longestLine = 1024 * 1024

/**
 * The objects of a list that was written as NDJSON, of which there must be so many. Whoever stops has the file closed. Rejects
 * with `invalid-input`, which names file and line, for the first line that is not as we write it.
 */
export async function* readList(
  file: string,
  objects: number,
): AsyncGenerator<readonly ComparedObject[]> {
  let line = 0
  try {
    const bytes = createReadStream(file, { highWaterMark: 256 * 1024 })
    for await (const block of wholeLines(bytes, longestLine)) {
      const lines = textOf(block, file, line).split('\n')
      if (lines.pop() !== '') {
        throw wrongFile(file, 'is cut off', { line: line + lines.length + 1 })
      }
      const first = line + 1
      line += lines.length
      yield lines.map((text, index) => objectOf(text, file, first + index))
    }
  } catch (cause) {
    throw readingError(cause, file, line)
  }
  if (line !== objects) {
    throw wrongFile(file, `has ${line} objects, where its summary says ${objects}: it was changed`)
  }
}

function textOf(block: Buffer, file: string, linesBefore: number): string {
  if (isUtf8(block)) return block.toString()
  let start = 0
  for (let line = linesBefore + 1; ; line++) {
    const end = block.indexOf(10, start)
    if (end === -1 || !isUtf8(block.subarray(start, end))) {
      throw wrongFile(file, 'is no UTF-8', { line })
    }
    start = end + 1
  }
}

function objectOf(text: string, file: string, line: number): ComparedObject {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw wrongFile(file, 'is no JSON', { line, cause })
  }
  const { success, data, error } = comparedObjectSchema.safeParse(document)
  if (success) return comparedObjectOf(data)
  throw wrongFile(file, 'is no object of a comparison', { line, error })
}

function readingError(cause: unknown, file: string, line: number): unknown {
  if (isInventoryError(cause)) return cause
  if (cause instanceof RangeError) {
    return wrongFile(file, 'is too long for an object', { line: line + 1, cause })
  }
  const why = cause instanceof Error ? cause.message : String(cause)
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
    return new InventoryError('invalid-input', `${file} is missing`, { cause, position: { file } })
  }
  return new InventoryError('storage', `${file} cannot be read: ${why}`, { cause })
}
