import * as z from 'zod'

import { errorOutputSchema } from './error-output.ts'
import { findingSchema } from './finding-output.ts'
import { planSummarySchema } from './plan-output.ts'
import { planSchema } from './plan-schema.ts'

const step = {
  location: z.string(),
  id: z.string(),
  action: z.string(),
  /** The file that holds what was there. */
  snapshot: z.exactOptional(z.string()),
}

/** What became of one step, in the order of the plan. */
export const stepOutcomeSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    ...step,
    outcome: z.literal('done'),
    result: z.enum(['created', 'replaced', 'written', 'deleted', 'unchanged']),
    findings: z.array(findingSchema).readonly(),
  }),
  z.strictObject({ ...step, outcome: z.literal('failed'), ...errorOutputSchema.shape }),
  z.strictObject({
    ...step,
    outcome: z.literal('skipped'),
    reason: z.enum(['blocked', 'unreadable', 'aborted', 'unauthenticated', 'write-failed']),
  }),
  z.strictObject({ ...step, outcome: z.literal('unneeded') }),
])

/** What `apply --json` and `migrate --json` print. */
export const applyOutputSchema = z.strictObject({
  plan: planSchema,
  summary: planSummarySchema,
  /** Empty where nothing was begun: nothing to do, or a plan that cannot be applied as it is. */
  outcomes: z.array(stepOutcomeSchema).readonly(),
  /** Whether the person interrupted it. */
  interrupted: z.boolean(),
})

export type ApplyOutput = z.infer<typeof applyOutputSchema>
