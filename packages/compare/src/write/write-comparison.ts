import type { ComparedObject } from '../compared-object.ts'
import type { ComparisonSummary } from '../comparison-summary.ts'
import type { Comparison } from '../comparison.ts'
import { documentName, listName } from './comparison-document.ts'
import type { ComparisonDocument } from './comparison-document.ts'
import { comparisonWriter } from './comparison-writer.ts'
import type { ComparisonFormat } from './comparison-writer.ts'
import { writeWholeFolder } from './whole-folder.ts'

export interface WriteComparisonOptions {
  /** Of the list. Only NDJSON is read back by `readComparison`. Default: `ndjson`. */
  readonly format?: ComparisonFormat
  /** Where both reports are, for who reads the comparison. Default: it does not say. */
  readonly places?: ComparisonDocument['places']
  /** Sees the objects as they are written. */
  readonly onObjects?: (objects: readonly ComparedObject[]) => void
}

/**
 * Compares, and writes what comes of it to a folder that is there whole or not at all: `comparison.json` with the summary,
 * and the list as `objects.ndjson`, `objects.csv` or `objects.parquet`. Resolves to the summary. Rejects with
 * `already-exists` where something is there, before anything is compared; with `storage`; and as comparing does.
 */
export function writeComparison(
  folder: string,
  comparison: Comparison,
  { format = 'ndjson', places, onObjects }: WriteComparisonOptions = {},
): Promise<ComparisonSummary> {
  return writeWholeFolder(folder, async (files) => {
    const file = listName(format)
    const objects = await files.file(file, async (sink) => {
      const writer = comparisonWriter(format, sink)
      let count = 0
      for await (const batch of comparison) {
        await writer.write(batch)
        onObjects?.(batch)
        count += batch.length
      }
      await writer.end()
      return count
    })
    const summary = await comparison.summary()
    const document: ComparisonDocument = {
      apiVersion: 'bucket-inventory/v1',
      kind: 'comparison',
      ...(places === undefined ? {} : { places }),
      list: { file, format, objects },
      ...summary,
    }
    const text = `${JSON.stringify(document, undefined, 2)}\n`
    await files.file(documentName, (sink) => sink.write(Buffer.from(text)))
    return summary
  })
}
