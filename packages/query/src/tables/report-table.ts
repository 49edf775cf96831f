import type { RecordField, RequestOptions } from '@bucket-inventory/core'
import type { Column, ReadProgress, RecordBatch } from '@bucket-inventory/reports'

import type { ColumnChunk } from '../parquet/column-chunk.ts'
import { ParquetWriter } from '../parquet/parquet-writer.ts'
import type { ReportSource } from '../query-source.ts'
import { fieldLeaves, keyBytesLeaf } from './field-leaves.ts'
import { fillField } from './fill-field.ts'
import { areUtf8, invalidBytes, textsOf } from './own-texts.ts'
import type { SeenStorageClasses } from './storage-class-table.ts'

export interface WriteTableOptions extends RequestOptions {
  /** Is given those of the rows. */
  readonly classes: SeenStorageClasses
  readonly onProgress?: (progress: ReadProgress) => void
}

/** Writes the rows of a report to a file, whose columns are those that the report has. */
export async function writeReportTable(
  path: string,
  { report, where }: ReportSource,
  { classes, ...options }: WriteTableOptions,
): Promise<void> {
  const { fields, manifest } = report
  const leaves = fields.map(fieldLeaves)
  const fill = batchFiller(fields)
  const writer = await ParquetWriter.create(path, [...leaves.flat(), keyBytesLeaf])
  try {
    const batches = report.batches({ ...options, ...(where === undefined ? {} : { where }) })
    for await (const batch of batches) {
      await writer.add(batch.length, (columns) => {
        fill(batch, columns)
      })
      if (fields.includes('storageClass')) {
        classes.add(manifest.dialect, valuesOf(batch.column('storageClass')))
      }
    }
    await writer.end()
  } finally {
    await writer.close()
  }
}

function batchFiller(
  fields: readonly RecordField[],
): (batch: RecordBatch, columns: readonly ColumnChunk[]) => void {
  let at = 0
  const parts = fields.map((field) => {
    const from = at
    at += fieldLeaves(field).length
    return { field, fill: fillField(field), from, to: at }
  })
  return (batch, columns) => {
    for (const { field, fill, from, to } of parts) {
      fill(batch.column(field), columns.slice(from, to))
    }
    fillKeyBytes(batch, columns.at(-1))
  }
}

function valuesOf<T>(column: Column<T>): readonly T[] {
  return column.kind === 'dictionary'
    ? column.values
    : Array.from({ length: column.length }, (_, row) => column.get(row))
}

function fillKeyBytes(batch: RecordBatch, leaf: ColumnChunk | undefined): void {
  const keys = batch.column('key')
  if (keys.kind === 'text' && !areUtf8(keys)) leaf?.addTexts(textsOf(invalidBytes(keys)))
  else leaf?.addNothing(batch.length)
}
