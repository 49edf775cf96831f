import * as z from 'zod'

import { planSchema } from './plan-schema.ts'

/** How many steps of each kind. */
export const planSummarySchema = z.strictObject({
  create: z.number(),
  replace: z.number(),
  delete: z.number(),
  unchanged: z.number(),
  foreign: z.number(),
  'consumed-or-absent': z.number(),
  blocked: z.number(),
  unreadable: z.number(),
})

/** What `plan --json` prints: the plan, and how much of what is in it. */
export const planOutputSchema = planSchema.extend({
  summary: planSummarySchema,
  /** The file that the plan is saved in. */
  saved: z.exactOptional(z.string()),
})

export type PlanOutput = z.infer<typeof planOutputSchema>
