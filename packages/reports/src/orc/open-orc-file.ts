import { openOrc } from '@bucket-inventory/orc'
import type { OrcFile, OrcStatistics } from '@bucket-inventory/orc'

import type { RangedBytes } from '../bytes/ranged-bytes.ts'
import type { PartBounds } from '../filter/may-match.ts'
import type { TypedFile, TypedReadOptions } from '../typed/typed-file.ts'
import { boundsOfOrc } from './bounds-of-orc.ts'
import { OrcColumns } from './orc-columns.ts'
import { orcProblem } from './orc-problem.ts'

export interface OpenOrcFileOptions {
  /** Key of the file, for errors. */
  readonly file: string
  readonly signal?: AbortSignal | undefined
}

/** Opens an ORC file of a report. Rejects with `corrupt-report` or `unsupported`, naming the file and where in it. */
export async function openOrcFile(
  source: RangedBytes,
  { file, signal }: OpenOrcFileOptions,
): Promise<TypedFile> {
  const opened = await orcProblem(file, () =>
    openOrc(source, signal === undefined ? {} : { signal }),
  )
  return {
    rows: opened.rowCount,
    columns: opened.schema.map(({ name }) => name),
    read: (options) => readRows(opened, file, options),
  }
}

async function* readRows(
  opened: OrcFile,
  file: string,
  { columns, asTexts, mayMatch, signal }: TypedReadOptions,
) {
  const skipping = mayMatch && {
    stripes: ({ statistics }: HasStatistics) => mayMatch(boundsIn(statistics)),
    rowGroups: ({ statistics }: HasStatistics) => mayMatch(boundsIn(statistics)),
  }
  const request = { columns, ...skipping, ...(signal === undefined ? {} : { signal }) }
  const reading = await orcProblem(file, () => opened.read(request))
  const batches = reading[Symbol.asyncIterator]()
  const typed = new OrcColumns(asTexts)
  try {
    for (;;) {
      const next = await orcProblem(file, () => batches.next())
      if (next.done === true) return
      const { firstRow, length, columns: read } = next.value
      yield { firstRow, length, columns: read.map((column) => typed.of(column, file, firstRow)) }
    }
  } finally {
    await batches.return?.()
  }
}

interface HasStatistics {
  readonly statistics: ReadonlyMap<string, OrcStatistics>
}

function boundsIn(statistics: ReadonlyMap<string, OrcStatistics>): PartBounds {
  return (column) => {
    const noted = statistics.get(column)
    return noted && boundsOfOrc(noted)
  }
}
