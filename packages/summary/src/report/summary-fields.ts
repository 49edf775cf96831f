import type { RecordField } from '@bucket-inventory/core'

import { evidenceFields } from './content-evidence.ts'
import { largestFields } from './largest-objects.ts'

const counted = [
  'key',
  'size',
  'lastModified',
  'storageClass',
  'encryption',
  'isMultipartUploaded',
  'isLatest',
  'isDeleteMarker',
  'versionId',
] as const satisfies readonly RecordField[]

/** A column that a summary is made of. */
export type SummaryField =
  | (typeof counted)[number]
  | (typeof evidenceFields)[number]
  | (typeof largestFields)[number]

/** Those that the report has, and that are needed. */
export function summaryFields(
  fields: readonly RecordField[],
  needed: { readonly duplicates: boolean; readonly largest: boolean },
): SummaryField[] {
  const wanted = new Set<SummaryField>([
    ...counted,
    ...(needed.duplicates ? evidenceFields : []),
    ...(needed.largest ? largestFields : []),
  ])
  return [...wanted].filter((field) => fields.includes(field))
}
