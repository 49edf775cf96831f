import * as z from 'zod'

/** One check of what delivery needs, as it is printed. */
export const checkSchema = z.strictObject({
  /** Stable, such as `destination-policy-denies`. */
  name: z.string(),
  state: z.enum(['ok', 'warning', 'failure', 'unknown']),
  /** What was seen. */
  evidence: z.string(),
  fix: z.exactOptional(z.string()),
  /** The vendor's page. */
  reference: z.exactOptional(z.string()),
  /** Whatever its state, it does not decide delivery. */
  advisory: z.exactOptional(z.boolean()),
})
