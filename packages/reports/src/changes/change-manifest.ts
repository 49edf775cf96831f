import { InventoryError, isNativeWord, neutralField } from '@bucket-inventory/core'
import type { ProviderVocabulary } from '@bucket-inventory/core'

import type { ReportDialect } from '../dialects/report-dialect.ts'
import type { ReportManifest } from '../open/report-manifest.ts'
import type { ChangeRecord } from './change-record.ts'

/** What the manifest of a change log says. */
export interface ChangeManifest extends Omit<ReportManifest, 'kind' | 'columns'> {
  readonly kind: 'incremental'
  /** Start of what it covers, epoch milliseconds. */
  readonly time: number
  /** End of what it covers, epoch milliseconds. */
  readonly until: number
  /** In the order of the file. */
  readonly columns: readonly ChangeColumn[]
}

/** One column of a change log. */
export interface ChangeColumn {
  /** As the manifest has it. */
  readonly name: string
  /** The property that it becomes; `native` for a column that the vocabulary does not know. */
  readonly field: keyof ChangeRecord
}

/**
 * A manifest as that of a change log. Rejects that of a full report, and files in anything but CSV, with `unsupported`; one
 * that covers no time with `corrupt-report`.
 */
export function changeManifest(
  manifest: ReportManifest,
  { vocabulary }: ReportDialect,
  place: string,
): ChangeManifest {
  const { kind, until, time, format } = manifest
  const position = { file: place }
  if (kind !== 'incremental') {
    throw new InventoryError(
      'unsupported',
      `"${place}" cannot be read as changes: it is a full report, which openReport reads`,
      { position },
    )
  }
  if (format !== 'csv') {
    throw new InventoryError(
      'unsupported',
      `"${place}" cannot be read as changes: its files are in ${format}, and change logs are read in CSV`,
      { position },
    )
  }
  if (until === undefined || until < time) {
    throw new InventoryError(
      'corrupt-report',
      `manifest "${place}" has no end of what it covers that can be one`,
      { position },
    )
  }
  const columns = manifest.columns.map(({ name }) => ({
    name,
    field: changeField(vocabulary, name),
  }))
  return { ...manifest, kind, until, columns }
}

/** The columns that are in a change log by themselves, as they are in a report. */
const alwaysThere = ['bucket', 'key', 'versionId', 'isDeleteMarker'] as const

function changeField(
  { provider, fields, incrementalFields }: ProviderVocabulary,
  column: string,
): keyof ChangeRecord {
  const asked = neutralField(incrementalFields, provider, column)
  if (!isNativeWord(asked)) return asked
  const field = neutralField(fields, provider, column)
  return alwaysThere.find((known) => known === field) ?? 'native'
}
