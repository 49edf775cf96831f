import * as z from 'zod'

import { checkSchema } from './check-output.ts'
import { errorOutputSchema } from './error-output.ts'
import { unlistedSchema } from './unlisted-document.ts'

/** What the preflight says of one inventory. */
export const checkupSchema = z.strictObject({
  location: z.string(),
  provider: z.string(),
  id: z.string(),
  /** What was checked: what is declared, what stands there, or both as they are the same. */
  of: z.enum(['declared', 'stored', 'both']),
  verdict: z.enum(['ok', 'warning', 'failure', 'unknown']),
  checks: z.array(checkSchema).readonly(),
  /** Why nothing could be checked at all. */
  error: z.exactOptional(errorOutputSchema.shape.error),
})

export type CheckupOutput = z.infer<typeof checkupSchema>

/** What `doctor --json` prints. */
export const doctorOutputSchema = z.strictObject({
  inventories: z.array(checkupSchema).readonly(),
  /** How many inventories of each verdict. */
  summary: z.strictObject({
    ok: z.int(),
    warning: z.int(),
    failure: z.int(),
    unknown: z.int(),
  }),
  unlisted: unlistedSchema,
})

export type DoctorOutput = z.infer<typeof doctorOutputSchema>
