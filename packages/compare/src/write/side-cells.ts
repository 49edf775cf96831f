import type { ComparedSide } from '../compared-object.ts'
import { base64Of } from '../list/base64-of.ts'
import { instantFields, plainFields } from '../list/compared-object-document.ts'
import { instantValue } from '../list/instant-value.ts'

/** What stands in a cell; `undefined`: nothing. Instants are epoch milliseconds. */
export type Cell = string | number | boolean | undefined

/** A column of one side. */
export interface SideCell {
  readonly name: string
  readonly type: 'text' | 'integer' | 'instant' | 'boolean'
  readonly cell: (side: ComparedSide) => Cell
}

/** The columns that each side has in the list of a comparison as a table. */
export const sideCells: readonly SideCell[] = [
  { name: 'key', type: 'text', cell: ({ key }) => key },
  { name: 'keyBytes', type: 'text', cell: ({ keyBytes }) => bytesText(keyBytes) },
  {
    name: 'versionId',
    type: 'text',
    cell: ({ versionId }) => (versionId === null ? 'null' : versionId),
  },
  { name: 'size', type: 'integer', cell: ({ size }) => size },
  { name: 'lastModified', type: 'instant', cell: ({ lastModified }) => lastModified },
  { name: 'etag', type: 'text', cell: ({ etag }) => etag },
  { name: 'checksum.algorithm', type: 'text', cell: ({ checksum }) => checksum?.algorithm },
  { name: 'checksum.value', type: 'text', cell: ({ checksum }) => checksum?.value },
  { name: 'checksum.composite', type: 'boolean', cell: ({ checksum }) => checksum?.composite },
  { name: 'storageClass', type: 'text', cell: ({ storageClass }) => storageClass?.name },
  { name: 'nativeStorageClass', type: 'text', cell: ({ storageClass }) => storageClass?.native },
  {
    name: 'isMultipartUploaded',
    type: 'boolean',
    cell: ({ isMultipartUploaded }) => isMultipartUploaded,
  },
  {
    name: 'encryption.encrypted',
    type: 'boolean',
    cell: ({ encryption }) => encryption?.encrypted,
  },
  { name: 'encryption.type', type: 'text', cell: ({ encryption }) => encryption?.type },
  { name: 'other', type: 'text', cell: otherText },
]

/** Bytes of a key that is no UTF-8. */
export function bytesText(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : base64Of(bytes)
}

const withColumn = new Set(sideCells.map(({ name }) => name.replace(/\..*$/, '')))
const otherFields = plainFields.filter((field) => !withColumn.has(field))
const otherInstants = instantFields.filter((field) => !withColumn.has(field))

function otherText(side: ComparedSide): string | undefined {
  const others: [string, unknown][] = []
  for (const field of otherFields) {
    if (side[field] !== undefined) others.push([field, side[field]])
  }
  for (const field of otherInstants) {
    const time = side[field]
    if (time !== undefined) others.push([field, instantValue(time)])
  }
  return others.length === 0 ? undefined : JSON.stringify(Object.fromEntries(others))
}
