import * as z from 'zod'

/** What `job --json` prints. */
export const jobOutputSchema = z.strictObject({
  tool: z.enum(['online-migration', 's3-batch-operations', 'datasync', 'rclone']),
  /** Absent: there was nothing to copy, and nothing was written. */
  folder: z.exactOptional(z.string()),
  /** Objects that are listed, and their bytes. */
  objects: z.int(),
  bytes: z.int(),
  /** Objects that the form cannot name: in `not-expressed.ndjson`. */
  notExpressed: z.int(),
  /** Objects by verdict, listed or not. */
  verdicts: z.strictObject({
    missing: z.int(),
    'size-differs': z.int(),
    'content-differs': z.int(),
    'metadata-differs': z.int(),
    'in-flight': z.int(),
    'cannot-tell': z.int(),
  }),
  files: z.array(z.strictObject({ name: z.string(), size: z.int(), md5: z.string() })),
  /** What a person does next. */
  next: z.array(z.string()),
})

export type JobOutput = z.infer<typeof jobOutputSchema>
