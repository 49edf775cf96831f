import * as z from 'zod'

import { errorOutputSchema } from './error-output.ts'

const deliverySchema = z.strictObject({
  /** Start of the scan. */
  time: z.iso.datetime(),
  /** The place of the manifest. */
  manifest: z.string(),
  state: z.enum(['complete', 'in-progress']),
  /** Of a complete one, from here on. */
  format: z.exactOptional(z.enum(['csv', 'orc', 'parquet'])),
  /** Of a change log: the end of what it covers. */
  until: z.exactOptional(z.iso.datetime()),
  files: z.exactOptional(z.int()),
  /** As delivered. */
  bytes: z.exactOptional(z.int()),
  /** Where the manifest counts them. */
  rows: z.exactOptional(z.int()),
  /** Why the manifest of a complete one cannot be read. */
  error: z.exactOptional(errorOutputSchema.shape.error),
})

/** What `reports --json` prints. */
export const reportsOutputSchema = z.strictObject({
  location: z.string(),
  id: z.string(),
  kind: z.enum(['full', 'incremental']),
  /** Newest first. */
  reports: z.array(deliverySchema),
  /** When the report after the newest complete one is there at the latest, as a rule. */
  expectedBy: z.exactOptional(z.iso.datetime()),
  /** Whether that time is past. */
  overdue: z.exactOptional(z.boolean()),
})

export type ReportsOutput = z.infer<typeof reportsOutputSchema>
export type DeliveryOutput = ReportsOutput['reports'][number]
