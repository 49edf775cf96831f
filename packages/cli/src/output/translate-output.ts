import * as z from 'zod'

import { filterSchema } from './configuration-output.ts'
import { findingSchema } from './finding-output.ts'

/** What `translate --json` prints. */
export const translateOutputSchema = z.strictObject({
  provider: z.string(),
  native: z.unknown(),
  /** The text on the wire. */
  document: z.string(),
  findings: z.array(findingSchema).readonly(),
  /** The part of the filter that a reader of the reports must apply. */
  residual: z.exactOptional(filterSchema),
})

export type TranslateOutput = z.infer<typeof translateOutputSchema>
