import * as z from 'zod'

import { filterSchema } from './configuration-output.ts'
import { findingSchema } from './finding-output.ts'

/** What `put --json` prints. */
export const putOutputSchema = z.strictObject({
  location: z.string(),
  id: z.string(),
  /** `written`: created or replaced, as a service that replaces silently does not say. */
  outcome: z.enum(['created', 'replaced', 'written', 'unchanged']),
  findings: z.array(findingSchema).readonly(),
  /** The part of the filter that a reader of the reports must apply. */
  residual: z.exactOptional(filterSchema),
  /** The file that holds what was replaced. */
  snapshot: z.exactOptional(z.string()),
})

export type PutOutput = z.infer<typeof putOutputSchema>
