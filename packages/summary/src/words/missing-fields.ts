import type { RecordField } from '@bucket-inventory/core'

/** What a summary would say if the report had the column. */
const says: Readonly<Partial<Record<RecordField, string>>> = {
  size: 'bytes, sizes, the largest objects and duplicates',
  lastModified: 'how old objects are',
  storageClass: 'storage classes',
  etag: 'duplicates',
  encryption: 'encryption',
  isMultipartUploaded: 'uploads in parts',
}

/** One sentence for each column that a report lacks. */
export function missingInWords(missing: readonly RecordField[]): string[] {
  return missing.map(
    (field) => `Add the field ${field} to the inventory to learn about ${says[field] ?? 'it'}.`,
  )
}
