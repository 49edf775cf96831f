import * as z from 'zod'

import type { ChecksumForm, ChecksumRow } from './checksum-form.ts'
import { checksumKey, checksumVersion, decodedKey } from './checksum-key.ts'

/**
 * The completion report of S3 Batch Operations' job that computes checksums. Follows
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-examples-reports.html, where the schema names the error
 * code before the status and the samples have them the other way round: either is read. `undefined`: it is no such report.
 */
export function computedChecksums(first: readonly Buffer[]): ChecksumForm | undefined {
  const isHeader = textAt(first, 3) === 'TaskStatus'
  if (first.length !== columns || (!isHeader && !isTask(first))) return undefined
  return { firstIsData: !isHeader, read: readTask }
}

/** Whether these are the fields before the message of a task; in the messages of failed ones quotes are not always doubled. */
export function isBeforeMessage(fields: readonly Buffer[]): boolean {
  return fields.length === columns - 1 && isTask(fields)
}

// Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage
const columns = 7

function isTask(fields: readonly Buffer[]): boolean {
  return statuses.includes(textAt(fields, 3))
}

const statuses = ['succeeded', 'failed']

function readTask(fields: readonly Buffer[]): ChecksumRow {
  if (fields.length !== columns) return `has ${fields.length} columns instead of ${columns}`
  const key = decodedKey(fields[1] ?? Buffer.alloc(0))
  if (key === undefined) return 'has a key with an escape that is none'
  if (key.length === 0) return 'has no key'
  const named = {
    bucket: textAt(fields, 0),
    object: { key: checksumKey(key), ...checksumVersion(fields[2]) },
  }
  const message = textAt(fields, 6)
  switch (textAt(fields, 3)) {
    case 'succeeded':
      return readResult(named, message)
    case 'failed':
      return { bucket: named.bucket, failed: { ...named.object, message } }
    default:
      return `has the status "${textAt(fields, 3)}", which is neither of ${statuses.join(', ')}`
  }
}

function readResult(
  {
    bucket,
    object,
  }: { bucket: string; object: { key: string | Uint8Array; versionId?: string | null } },
  message: string,
): ChecksumRow {
  const result = resultSchema.safeParse(parsedJson(message))
  if (!result.success) return 'has a result that is none of computing a checksum'
  const { checksumAlgorithm, checksumType, checksum_base64, checksum_hex } = result.data
  const value = checksum_base64 ?? checksum_hex
  if (value === undefined) return 'has a result without a checksum'
  const composite = checksumType === 'COMPOSITE' ? { composite: true } : {}
  return { bucket, record: { ...object, algorithm: checksumAlgorithm, value, ...composite } }
}

const resultSchema = z.object({
  checksumAlgorithm: z.string().min(1),
  checksumType: z.enum(['FULL_OBJECT', 'COMPOSITE']),
  checksum_base64: z.string().min(1).optional(),
  checksum_hex: z.string().min(1).optional(),
})

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function textAt(fields: readonly Buffer[], index: number): string {
  return fields[index]?.toString('utf8') ?? ''
}
