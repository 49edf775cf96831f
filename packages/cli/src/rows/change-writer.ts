import type { ChangeRecord } from '@bucket-inventory/reports'

import { keysOf } from '../keys-of.ts'
import { csvHead, csvLayout } from './csv-layout.ts'
import { jsonLayout } from './json-layout.ts'
import type { TakeText } from './send-rows.ts'

/** Writes changes as lines, as `textRowWriter` writes records. */
export interface ChangeWriter {
  /** Resolves to false where nobody wants more. */
  write(change: ChangeRecord): Promise<boolean>
  /** What is left to write; nothing can be written after. */
  end(): Promise<void>
}

/** Characters that are handed on at a time. */
const enough = 128 * 1024

export function changeWriter(format: 'ndjson' | 'csv', take: TakeText): ChangeWriter {
  const { begin, end, leavesOut, cell } = format === 'csv' ? csvLayout(fields) : jsonLayout()
  const columns = fields.map((field) => ({ field, write: cell(field) }))
  let text = format === 'csv' ? csvHead(fields) : ''
  return {
    async write(change) {
      const cells = columns.map(({ field, write }) => write(change[field]))
      text += begin + (leavesOut ? cells.filter((one) => one !== '') : cells).join(',') + end
      if (text.length < enough) return true
      const taken = text
      text = ''
      return take(taken)
    },
    async end() {
      if (text !== '') await take(text)
    },
  }
}

/** What a change may have, in the order in which it is written. */
const isWritten: Readonly<Record<keyof ChangeRecord, true>> = {
  type: true,
  sequence: true,
  at: true,
  bucket: true,
  key: true,
  versionId: true,
  isDeleteMarker: true,
  size: true,
  storageClass: true,
  lastModified: true,
  etag: true,
  isMultipartUploaded: true,
  objectType: true,
  acl: true,
  checksum: true,
  encryption: true,
  requester: true,
  requestId: true,
  sourceIp: true,
  native: true,
}
const fields = keysOf(isWritten)
