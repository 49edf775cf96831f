import * as z from 'zod'

const destinationSchema = z.strictObject({
  bucket: z.string(),
  prefix: z.exactOptional(z.string()),
})

/** One line of the journal: a write that succeeded. */
export const journalEntrySchema = z.strictObject({
  time: z.iso.datetime(),
  /** The bucket that is listed, as `oss://prod@photos-cn`. */
  location: z.string(),
  id: z.string(),
  /** `written`: created or replaced, as a service that replaces silently does not say. */
  action: z.enum(['created', 'replaced', 'written', 'deleted']),
  /** Where its reports go from now on. */
  destination: z.exactOptional(destinationSchema),
  /** Where they went until now, where that is known. */
  before: z.exactOptional(destinationSchema),
})

export type JournalEntry = z.infer<typeof journalEntrySchema>
