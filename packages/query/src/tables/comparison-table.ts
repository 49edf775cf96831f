import { stat } from 'node:fs/promises'
import { join } from 'node:path'

import { readComparison } from '@bucket-inventory/compare'

import type { ColumnChunk } from '../parquet/column-chunk.ts'
import { ParquetWriter } from '../parquet/parquet-writer.ts'
import type { ComparisonSource } from '../query-source.ts'
import { comparedRow, comparisonLeaves } from './compared-rows.ts'
import { textsOf } from './own-texts.ts'
import type { WriteTableOptions } from './report-table.ts'
import { partOf, wordAt } from './word-at.ts'

/** Writes the list of a comparison to a file. */
export async function writeComparisonTable(
  path: string,
  { comparison: folder }: ComparisonSource,
  { classes, signal, onProgress }: WriteTableOptions,
): Promise<void> {
  const written = await readComparison(folder)
  const { list, left, right } = written.summary
  // Reading says what is wrong with a list that is not there.
  const size = (await stat(join(folder, list.file)).catch(() => undefined))?.size ?? 0
  const writer = await ParquetWriter.create(path, comparisonLeaves)
  let rows = 0
  try {
    for await (const batch of written.objects()) {
      signal?.throwIfAborted()
      await writer.add(batch.length, (columns) => {
        fillRows(batch.map(comparedRow), columns)
      })
      for (const object of batch) {
        if ('left' in object) classes.add(left.provider, [object.left?.storageClass])
        if ('right' in object) classes.add(right.provider, [object.right?.storageClass])
      }
      rows += batch.length
      // Rows of a list are much alike: its bytes are not counted while it is read.
      const bytes = Math.round((size * rows) / list.objects)
      const files = Number(rows === list.objects)
      onProgress?.({ bytes, totalBytes: size, rows, files, totalFiles: 1 })
    }
    await writer.end()
  } finally {
    await writer.close()
  }
}

function fillRows(rows: readonly unknown[], columns: readonly ColumnChunk[]): void {
  const codes = Uint32Array.from({ length: rows.length }, (_, row) => row)
  for (const column of columns) {
    const { path, type } = column.leaf
    const words = rows.map((row) => wordAt(partOf(row, path[0] ?? ''), path.slice(1)))
    if (type === 'bytes') {
      const found = rows.map((row) => bytesAt(row, path))
      const levels = words.map(({ level }, row) => (found[row] === undefined ? level : path.length))
      column.addTexts(textsOf(found), Uint8Array.from(levels))
    } else {
      column.addWords(words, codes)
    }
  }
}

function bytesAt(row: unknown, path: readonly string[]): Uint8Array | undefined {
  const value = path.reduce(partOf, row)
  return value instanceof Uint8Array ? value : undefined
}
