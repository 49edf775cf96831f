import * as z from 'zod'

import { comparisonVerdicts } from '../compared-object.ts'
import type { ComparisonSummary, ComparisonWarning, VerdictCounts } from '../comparison-summary.ts'
import { cannotTellReason, evidenceRuleName } from '../list/compared-object-schema.ts'
import { keysOf } from '../list/keys-of.ts'
import type { ComparisonFormat } from './comparison-writer.ts'

/** What `comparison.json` holds: the summary, and where the list is. */
export interface ComparisonDocument extends ComparisonSummary {
  readonly apiVersion: 'bucket-inventory/v1'
  readonly kind: 'comparison'
  /** Where both reports are, as `s3://photos#daily`: who reads the comparison may open them again. */
  readonly places?: { readonly left: string; readonly right: string }
  readonly list: {
    /** Beside the document. */
    readonly file: string
    readonly format: ComparisonFormat
    /** How many it has. */
    readonly objects: number
  }
}

export const documentName = 'comparison.json'

export function listName(format: ComparisonFormat): string {
  return `objects.${format}`
}

const count = z.int().min(0)
/** Sums of sizes may be greater than what is exact. */
const bytes = z.number().min(0)
const verdicts = z.enum(comparisonVerdicts)
const counts: z.ZodType<VerdictCounts> = z.record(verdicts, count)
const sums: z.ZodType<VerdictCounts> = z.record(verdicts, bytes)
const counted = { counts, bytes: sums }
const byRule = z.partialRecord(evidenceRuleName, count)
const side = z.strictObject({
  name: z.string(),
  bucket: z.string(),
  provider: z.string(),
  time: z.number(),
  objects: count,
  bytes,
  skipped: count,
})

const isCode: Readonly<Record<ComparisonWarning['code'], true>> = {
  'same-bucket': true,
  'no-rows': true,
  'unknown-scope': true,
  overdue: true,
  'duplicate-keys': true,
  'missing-field': true,
  'malformed-escapes': true,
  'prefixes-lumped': true,
  'confirm-limit': true,
  'confirm-failed': true,
}

export const comparisonDocumentSchema: z.ZodType<ComparisonDocument> = z.strictObject({
  apiVersion: z.literal('bucket-inventory/v1'),
  kind: z.literal('comparison'),
  places: z.exactOptional(z.strictObject({ left: z.string(), right: z.string() })),
  list: z.strictObject({
    file: z.string(),
    format: z.enum(['ndjson', 'csv', 'parquet']),
    objects: count,
  }),
  conclusion: z.enum(['proven', 'differs', 'cannot-tell']),
  ...counted,
  evidence: z.strictObject({
    same: byRule,
    differs: byRule,
    cannotTell: z.partialRecord(cannotTellReason, count),
  }),
  left: side,
  right: side,
  trust: z.enum(['checksum', 'size']),
  watermark: z.strictObject({ differs: z.number(), missing: z.number() }),
  confirmed: z.strictObject({ looked: count, settled: count, notLooked: count }),
  method: z.enum(['merge', 'table', 'partitions']),
  warnings: z.array(
    z.strictObject({
      code: z.enum(keysOf(isCode)),
      side: z.exactOptional(z.enum(['left', 'right'])),
      message: z.string(),
    }),
  ),
  byPrefix: z.array(z.strictObject({ prefix: z.string(), ...counted })),
  byStorageClass: z.array(z.strictObject({ storageClass: z.string(), ...counted })),
})
