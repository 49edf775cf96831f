import type { ComparedObject, ComparedSide } from '@bucket-inventory/compare'
import { formatInstant, inventoryFields } from '@bucket-inventory/core'

import type { Leaf } from '../parquet/leaf.ts'

/** What each side has: a column of the list that `compare` writes is the same by name, but for bytes, which are bytes here. */
const sideLeaves: readonly Leaf[] = [
  { path: ['key'], type: 'text' },
  { path: ['keyBytes'], type: 'bytes' },
  { path: ['versionId'], type: 'text' },
  { path: ['size'], type: 'integer' },
  { path: ['lastModified'], type: 'instant' },
  { path: ['etag'], type: 'text' },
  { path: ['checksum', 'algorithm'], type: 'text' },
  { path: ['checksum', 'value'], type: 'text' },
  { path: ['checksum', 'composite'], type: 'boolean' },
  { path: ['storageClass'], type: 'text' },
  { path: ['nativeStorageClass'], type: 'text' },
  { path: ['isMultipartUploaded'], type: 'boolean' },
  { path: ['encryption', 'encrypted'], type: 'boolean' },
  { path: ['encryption', 'type'], type: 'text' },
  { path: ['other'], type: 'text' },
]

/** The columns of a comparison: what is said of an object, its key, and both sides, of which each may be absent. */
export const comparisonLeaves: readonly Leaf[] = [
  { path: ['verdict'], type: 'text' },
  { path: ['by'], type: 'text' },
  { path: ['reason'], type: 'text' },
  { path: ['would'], type: 'text' },
  { path: ['fields'], type: 'text' },
  { path: ['confirmed'], type: 'boolean' },
  { path: ['key'], type: 'text' },
  { path: ['keyBytes'], type: 'bytes' },
  ...sideLeaves.map(({ path, type }) => ({ path: ['left', ...path], type })),
  ...sideLeaves.map(({ path, type }) => ({ path: ['right', ...path], type })),
]

/** An object as the columns have it: by their names. Fields that differ are separated by spaces. */
export function comparedRow(object: ComparedObject): Readonly<Record<string, unknown>> {
  return {
    ...object,
    fields: 'fields' in object ? object.fields.join(' ') : undefined,
    left: 'left' in object ? sideRow(object.left) : undefined,
    right: 'right' in object ? sideRow(object.right) : undefined,
  }
}

function sideRow(side: ComparedSide | undefined): Readonly<Record<string, unknown>> | undefined {
  if (side === undefined) return undefined
  return {
    ...side,
    lastModified: isInCalendar(side.lastModified) ? side.lastModified : undefined,
    versionId: side.versionId === null ? 'null' : side.versionId,
    storageClass: side.storageClass?.name,
    nativeStorageClass: side.storageClass?.native,
    other: otherText(side),
  }
}

const withLeaf: ReadonlySet<string | undefined> = new Set(sideLeaves.map(({ path }) => path[0]))

/** What has no column of its own, as JSON. */
function otherText(side: ComparedSide): string | undefined {
  const others = Object.entries(side)
    .filter(([name, value]) => !withLeaf.has(name) && value !== undefined)
    .map(([name, value]) => [
      name,
      instants.has(name) && isInCalendar(Number(value)) ? formatInstant(Number(value)) : value,
    ])
  return others.length === 0 ? undefined : JSON.stringify(Object.fromEntries(others))
}

/** Whether there is a date for so many milliseconds: a list may have been written by others. */
function isInCalendar(time: number | undefined): time is number {
  return !Number.isNaN(new Date(time ?? Number.NaN).getTime())
}

const instants: ReadonlySet<string> = new Set(
  Object.entries(inventoryFields)
    .filter(([, { type }]) => type === 'instant')
    .map(([name]) => name),
)
