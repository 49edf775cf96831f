import type { RecordField } from '@bucket-inventory/core'
import type { ReportReader } from '@bucket-inventory/reports'

import { etagFields } from '../etag-kind.ts'
import type { AttributeField } from './side-attributes.ts'

/** Columns that differ from row to row. */
const rowFields = [
  'key',
  'versionId',
  'size',
  'lastModified',
  'etag',
  'checksum',
] as const satisfies readonly RecordField[]

/**
 * The columns of a report that matching reads, as far as it has them. Version ids are read only where they are needed: they take
 * an eighth of the time.
 */
export function sideFields(
  report: ReportReader,
  metadata: readonly RecordField[],
  withVersions: boolean,
): { readonly rows: readonly RecordField[]; readonly attributes: readonly AttributeField[] } {
  const has = (field: RecordField): boolean =>
    report.fields.includes(field) && (withVersions || field !== 'versionId')
  const attributes = new Set<AttributeField>(['isLatest', 'isDeleteMarker', ...etagFields])
  for (const field of metadata) if (isAttribute(field)) attributes.add(field)
  return { rows: rowFields.filter(has), attributes: [...attributes].filter(has) }
}

function isAttribute(field: RecordField): field is AttributeField {
  return !rowFields.some((each) => each === field)
}
