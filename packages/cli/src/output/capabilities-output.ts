import * as z from 'zod'

const support = z.enum(['native', 'coerced', 'emulated', 'unverified', 'unsupported'])

/** What one provider can carry in a region and for a type of bucket. */
const providerCapabilitiesSchema = z.strictObject({
  provider: z.string(),
  /** When the table was last held against the vendor's pages. */
  checkedOn: z.string(),
  region: z.exactOptional(z.string()),
  bucketType: z.exactOptional(z.string()),
  /** By path of the model. */
  paths: z.record(
    z.string(),
    z.strictObject({
      support,
      required: z.exactOptional(z.boolean()),
      minimum: z.exactOptional(z.number()),
      maximum: z.exactOptional(z.number()),
      maximumLength: z.exactOptional(z.number()),
      pattern: z.exactOptional(z.string()),
      note: z.exactOptional(z.string()),
      reference: z.string(),
    }),
  ),
  /** By path that takes one of a set, then by value. */
  values: z.record(z.string(), z.record(z.string(), support)),
  behaviour: z.strictObject({
    write: z.enum(['upsert', 'create-only']),
    idAssignedBy: z.enum(['caller', 'service']),
    emptyReport: z.enum(['written', 'skipped', 'unknown']),
    fieldOrderSignificant: z.boolean(),
    crossAccountDestination: z.boolean(),
    maximumConfigurations: z.number(),
    scope: z.enum(['bucket', 'account', 'project']),
  }),
})

/** What `capabilities --json` prints: one with `--provider`, else one for each provider. */
export const capabilitiesOutputSchema = z.union([
  providerCapabilitiesSchema,
  z.array(providerCapabilitiesSchema),
])

export type ProviderCapabilitiesOutput = z.infer<typeof providerCapabilitiesSchema>
