import * as z from 'zod'

/** What `emulator --json` prints once it listens. */
export const emulatorOutputSchema = z.strictObject({
  /** Endpoints. */
  s3: z.string(),
  oss: z.string(),
  admin: z.string(),
  /** What to set so that SDKs and the command use them. */
  environment: z.record(z.string(), z.string()),
})

export type EmulatorOutput = z.infer<typeof emulatorOutputSchema>
