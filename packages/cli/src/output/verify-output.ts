import * as z from 'zod'

/** What `verify --json` prints where all is as it should be. */
export const verifyOutputSchema = z.strictObject({
  /** The place of the manifest. */
  manifest: z.string(),
  /** Start of the scan. */
  time: z.iso.datetime(),
  format: z.enum(['csv', 'orc', 'parquet']),
  /** Verified, all of them. */
  files: z.int(),
  rows: z.int(),
  /** As delivered. */
  bytes: z.int(),
})

export type VerifyOutput = z.infer<typeof verifyOutputSchema>
