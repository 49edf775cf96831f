import * as z from 'zod'

import { applyOutputSchema } from './apply-output.ts'
import { findingSchema } from './finding-output.ts'

/** What `migrate --json` prints. */
export const migrateOutputSchema = applyOutputSchema.extend({
  /** What the migration waits for, inventory by inventory; empty where nothing is blocked. */
  missing: z
    .array(
      z.strictObject({
        /** Its id at the source. */
        inventory: z.string(),
        from: z.string(),
        location: z.string(),
        id: z.string(),
        values: z
          .array(
            z.strictObject({
              path: z.string(),
              expected: z.string(),
              example: z.string(),
              message: z.string(),
            }),
          )
          .readonly(),
        /** What would be lost and is not allowed. */
        losses: z.array(findingSchema).readonly(),
      }),
    )
    .readonly(),
  /** The file of inputs that a dry run wrote. */
  inputs: z.exactOptional(z.string()),
})

export type MigrateOutput = z.infer<typeof migrateOutputSchema>
