import * as z from 'zod'

/** What `emulator deliver --json` prints: where the manifest is, or what kept the service from delivering. */
export const deliverOutputSchema = z.discriminatedUnion('delivered', [
  z.strictObject({ delivered: z.literal(true), manifest: z.string() }),
  z.strictObject({ delivered: z.literal(false), reason: z.string() }),
])

export type DeliverOutput = z.infer<typeof deliverOutputSchema>
