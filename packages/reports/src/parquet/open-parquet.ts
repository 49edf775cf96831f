import type { RangedBytes } from '../bytes/ranged-bytes.ts'
import type { TypedRows } from '../typed/typed-column.ts'
import type { TypedFile, TypedReadOptions } from '../typed/typed-file.ts'
import { chunkExtent } from './chunk-extent.ts'
import { faultInFile } from './fault-in-file.ts'
import type { FileMetadata } from './file-metadata.ts'
import type { OpenFile } from './open-file.ts'
import { parquetColumns } from './parquet-columns.ts'
import type { ParquetColumn } from './parquet-columns.ts'
import { ParquetFault } from './parquet-fault.ts'
import { readFooter } from './read-footer.ts'
import { readRows } from './read-rows.ts'

/**
 * Opens a Parquet file: reads and checks its footer. What is read of it is flat: columns that are nested or repeated are
 * refused when they are asked for. `file` names it in errors.
 */
export async function openParquet(
  source: RangedBytes,
  { file, signal }: { readonly file: string; readonly signal?: AbortSignal },
): Promise<TypedFile> {
  signal?.throwIfAborted()
  const { metadata, start: footerStart } = await readFooter(source, file)
  signal?.throwIfAborted()
  try {
    const { columns, leaves } = parquetColumns(metadata.schema)
    checkRowGroups(metadata, columns, leaves, footerStart)
    return new ParquetFile({ source, file, metadata, columns, footerStart })
  } catch (error) {
    throw faultInFile(error, { file, byte: footerStart })
  }
}

class ParquetFile implements TypedFile {
  readonly rows: number
  readonly columns: readonly string[]
  readonly #file: OpenFile

  constructor(file: OpenFile) {
    this.#file = file
    this.rows = file.metadata.rows
    this.columns = file.columns.map(({ name }) => name)
  }

  read(options: TypedReadOptions): AsyncIterable<TypedRows> {
    return readRows(this.#file, options)
  }
}

function checkRowGroups(
  { rows, rowGroups }: FileMetadata,
  columns: readonly ParquetColumn[],
  leaves: number,
  footerStart: number,
): void {
  let sum = 0
  for (const group of rowGroups) {
    if (group.rows < 0) throw malformed(`a row group has ${group.rows} rows`)
    if (group.chunks.length !== leaves) {
      throw malformed(`a row group has ${group.chunks.length} columns, the file ${leaves}`)
    }
    for (const column of columns) if ('leaf' in column) chunkExtent(group, column, footerStart)
    sum += group.rows
  }
  if (sum !== rows) throw malformed(`its row groups have ${sum} rows, the file ${rows}`)
}

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', message)
}
