import type { TypedRows } from '../typed/typed-column.ts'
import type { TypedReadOptions } from '../typed/typed-file.ts'
import type { ColumnChunkReader } from './column-chunk-reader.ts'
import { batchRows } from './column-decoder.ts'
import { faultInFile } from './fault-in-file.ts'
import type { RowGroup } from './file-metadata.ts'
import type { OpenFile } from './open-file.ts'
import { readColumn } from './read-column.ts'
import type { ReadColumn } from './read-column.ts'
import { rowGroupBounds } from './row-group-bounds.ts'

/** The rows of a file, row group after row group, as `TypedFile.read` promises them. */
export async function* readRows(
  file: OpenFile,
  { columns: names, asTexts, mayMatch, signal }: TypedReadOptions,
): AsyncGenerator<TypedRows, void, undefined> {
  const columns = names.map((name) =>
    located({ file: file.file, column: name }, () => readColumn(file, name, asTexts.has(name))),
  )
  const { metadata } = file
  let firstRow = 0
  for (const group of metadata.rowGroups) {
    if (mayMatch?.(rowGroupBounds(file.columns, metadata, group)) !== false) {
      yield* groupRows(file, columns, group, firstRow, signal)
    }
    firstRow += group.rows
  }
}

async function* groupRows(
  { file, footerStart }: OpenFile,
  columns: readonly (ReadColumn | undefined)[],
  group: RowGroup,
  groupStart: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<TypedRows, void, undefined> {
  if (group.rows === 0) return
  const groupEnd = groupStart + group.rows
  // All at once, so that their first bytes are on the way together.
  const chunks = columns.flatMap((column) => {
    if (column === undefined) return []
    const place = { file, column: column.name, byte: footerStart }
    return [{ column, reader: located(place, () => column.open(group, signal)) }]
  })
  for (let firstRow = groupStart; firstRow < groupEnd;) {
    signal?.throwIfAborted()
    const length = Math.min(batchRows, groupEnd - firstRow)
    for (const { column, reader } of chunks) {
      try {
        await fill(column, reader, length)
      } catch (error) {
        throw faultInFile(error, { file, column: column.name, byte: reader.pageAt, firstRow })
      }
    }
    yield { firstRow, length, columns: columns.map((column) => column?.decoder.column()) }
    firstRow += length
  }
  for (const { column, reader } of chunks) {
    const finish = (): void => reader.finish()
    located({ file, column: column.name, byte: reader.pageAt }, finish)
  }
}

async function fill(
  { decoder }: ReadColumn,
  reader: ColumnChunkReader,
  rows: number,
): Promise<void> {
  decoder.begin()
  for (let missing = rows; ;) {
    missing -= reader.append(missing)
    if (missing === 0) return
    await reader.nextPage()
  }
}

function located<T>(place: Parameters<typeof faultInFile>[1], act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw faultInFile(error, place)
  }
}
