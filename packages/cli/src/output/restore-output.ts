import * as z from 'zod'

import { errorOutputSchema } from './error-output.ts'
import { differenceSchema } from './plan-schema.ts'

/** What `restore --json` prints: what became of each snapshot, in the order of their names. */
export const restoreOutputSchema = z.strictObject({
  snapshots: z
    .array(
      z.discriminatedUnion('outcome', [
        z.strictObject({
          file: z.string(),
          location: z.string(),
          id: z.string(),
          /** `unchanged`: what is there is what the snapshot holds. */
          outcome: z.enum(['created', 'replaced', 'unchanged']),
          /** The file that holds what was replaced. */
          snapshot: z.exactOptional(z.string()),
        }),
        z.strictObject({
          file: z.string(),
          location: z.exactOptional(z.string()),
          id: z.exactOptional(z.string()),
          outcome: z.literal('failed'),
          ...errorOutputSchema.shape,
          /** Of a `conflict`: in what another one that is there differs. */
          differences: z.exactOptional(z.array(differenceSchema).readonly()),
          snapshot: z.exactOptional(z.string()),
        }),
      ]),
    )
    .readonly(),
})

export type RestoreOutput = z.infer<typeof restoreOutputSchema>
