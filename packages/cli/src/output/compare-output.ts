import * as z from 'zod'

/** Objects, or bytes, by verdict. */
const countsSchema = z.strictObject({
  same: z.number(),
  missing: z.number(),
  extra: z.number(),
  'size-differs': z.number(),
  'content-differs': z.number(),
  'metadata-differs': z.number(),
  'in-flight': z.number(),
  'cannot-tell': z.number(),
})

const sideSchema = z.strictObject({
  /** The place that was given. */
  name: z.string(),
  bucket: z.string(),
  provider: z.string(),
  /** Start of the scan. */
  time: z.iso.datetime(),
  /** Compared. */
  objects: z.int(),
  bytes: z.number(),
  /** Rows that were left out: filtered, other versions, delete markers. */
  skipped: z.int(),
})

/** What `compare --json` prints. */
export const compareOutputSchema = z.strictObject({
  conclusion: z.enum(['proven', 'differs', 'cannot-tell']),
  /** What proves an object. */
  trust: z.enum(['checksum', 'size']),
  counts: countsSchema,
  bytes: countsSchema,
  /** Objects by the rule that their verdict rests on, or by why nothing can be told. */
  evidence: z.strictObject({
    same: z.record(z.string(), z.int()),
    differs: z.record(z.string(), z.int()),
    cannotTell: z.record(z.string(), z.int()),
  }),
  left: sideSchema,
  right: sideSchema,
  /** Objects of the source that changed later are in flight where they differ, or are missing. */
  watermark: z.strictObject({ differs: z.iso.datetime(), missing: z.iso.datetime() }),
  /** Looked at once by HEAD; of those, settled otherwise than the reports say; and not looked at. */
  confirmed: z.strictObject({ looked: z.int(), settled: z.int(), notLooked: z.int() }),
  byPrefix: z.array(
    z.strictObject({ prefix: z.string(), counts: countsSchema, bytes: countsSchema }),
  ),
  /** By the provider's own class. */
  byStorageClass: z.array(
    z.strictObject({ storageClass: z.string(), counts: countsSchema, bytes: countsSchema }),
  ),
  warnings: z.array(
    z.strictObject({
      code: z.string(),
      side: z.exactOptional(z.enum(['left', 'right'])),
      message: z.string(),
    }),
  ),
  /** How keys were matched. */
  method: z.enum(['merge', 'table', 'partitions']),
  /** The folder that was written. */
  folder: z.exactOptional(z.string()),
  /** The page that was written. */
  page: z.exactOptional(z.string()),
})

export type CompareOutput = z.infer<typeof compareOutputSchema>
