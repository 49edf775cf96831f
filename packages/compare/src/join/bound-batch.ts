import type { RecordField } from '@bucket-inventory/core'
import type { Column, RecordBatch } from '@bucket-inventory/reports'

import type { KeyRewrite } from '../compare-options.ts'
import { rewriteKey } from '../rewrite-key.ts'
import type { ChecksumAlgorithms } from './checksum-algorithms.ts'
import { rewriteKeys } from './regular-rewriting.ts'
import { skipped } from './side-attributes.ts'
import type { SideAttributes } from './side-attributes.ts'
import { stagedChecksums } from './staged-checksums.ts'
import type { StagedChecksums } from './staged-checksums.ts'
import { textSource } from './text-source.ts'
import type { TextSource } from './text-source.ts'

/** The columns of a batch, in the forms that are staged. */
export interface BoundBatch {
  readonly length: number
  /** Of {@link SideAttributes}. */
  readonly words: Uint32Array
  readonly keys: TextSource
  /** What keys were that a regular expression has rewritten. */
  readonly originals?: TextSource | undefined
  readonly etags?: TextSource | undefined
  readonly versions?: TextSource | undefined
  readonly checksums?: StagedChecksums | undefined
  readonly sizes?: Float64Array | undefined
  readonly times?: Float64Array | undefined
}

export interface BindOptions {
  /** Columns that are read row by row. */
  readonly fields: readonly RecordField[]
  readonly attributes: SideAttributes
  readonly algorithms: ChecksumAlgorithms
  readonly takesKey?: ((key: string) => boolean) | undefined
  readonly rewrite?: KeyRewrite | undefined
}

/** Valid as long as the batch. */
export function bindBatch(
  batch: RecordBatch,
  { fields, attributes, algorithms, takesKey, rewrite }: BindOptions,
): BoundBatch {
  const has = (field: RecordField): boolean => fields.includes(field)
  const { length } = batch
  const words = attributes.wordsOf(batch)
  const keyColumn = batch.column('key')
  if (takesKey !== undefined) leaveOut(words, keyColumn, takesKey)
  const written = textSource(keyColumn, (key) => key)
  const { keys, originals } =
    rewrite !== undefined && 'pattern' in rewrite
      ? rewriteKeys({ ...written, length }, (key) => rewriteKey(key, rewrite))
      : { keys: written, originals: undefined }
  return {
    length,
    words,
    keys,
    originals,
    etags: has('etag') ? textSource(batch.column('etag'), (etag) => etag) : undefined,
    versions: has('versionId')
      ? textSource(batch.column('versionId'), (version) => version ?? undefined)
      : undefined,
    checksums: has('checksum') ? stagedChecksums(batch.column('checksum'), algorithms) : undefined,
    sizes: has('size') ? numbersOf(batch.column('size')) : undefined,
    times: has('lastModified') ? numbersOf(batch.column('lastModified')) : undefined,
  }
}

function leaveOut(
  words: Uint32Array,
  keys: Column<string>,
  takesKey: (key: string) => boolean,
): void {
  for (let row = 0; row < keys.length; row++) {
    if (!takesKey(keys.get(row))) words[row] = skipped(words[row] ?? 0)
  }
}

function numbersOf(column: Column<number | undefined>): Float64Array {
  if (column.kind === 'number') return column.values
  return Float64Array.from({ length: column.length }, (_, row) => column.get(row) ?? Number.NaN)
}
