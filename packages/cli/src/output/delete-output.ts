import * as z from 'zod'

/** What `delete --json` prints. */
export const deleteOutputSchema = z.strictObject({
  location: z.string(),
  id: z.string(),
  deleted: z.literal(true),
})

export type DeleteOutput = z.infer<typeof deleteOutputSchema>
