import * as z from 'zod'

import { configurationSchema } from './configuration-output.ts'
import { findingSchema } from './finding-output.ts'

/** What `get --json` prints; `put` takes it. */
export const getOutputSchema = z.strictObject({
  configuration: configurationSchema,
  /** The same in the provider's own words. */
  native: z.unknown(),
  /** What reading it back could not say in neutral words exactly. */
  findings: z.array(findingSchema).readonly(),
})

export type GetOutput = z.infer<typeof getOutputSchema>
