import * as z from 'zod'

/** The part of a filter that is asked for, or left to the reader. */
export const filterSchema = z.strictObject({
  prefix: z.exactOptional(z.string()),
  lastModified: z.exactOptional(
    z.strictObject({ from: z.exactOptional(z.string()), to: z.exactOptional(z.string()) }),
  ),
  size: z.exactOptional(
    z.strictObject({ min: z.exactOptional(z.number()), max: z.exactOptional(z.number()) }),
  ),
  storageClasses: z.exactOptional(z.array(z.string()).readonly()),
})

/**
 * A configuration as it is printed: the words may be ones that this version does not know, qualified by a provider. What
 * a person may write is `inventoryConfigurationJsonSchema` of core.
 */
export const configurationSchema = z.strictObject({
  id: z.string(),
  enabled: z.boolean(),
  schedule: z.strictObject({
    every: z.string(),
    dayOfMonth: z.exactOptional(z.number()),
    deleteAfterRun: z.exactOptional(z.boolean()),
  }),
  versions: z.string(),
  filter: z.exactOptional(filterSchema),
  fields: z.array(z.string()).readonly(),
  destination: z.strictObject({
    bucket: z.string(),
    prefix: z.exactOptional(z.string()),
    accountId: z.exactOptional(z.string()),
    roleArn: z.exactOptional(z.string()),
    format: z.string(),
    encryption: z.exactOptional(
      z.strictObject({
        type: z.enum(['provider-managed', 'kms']),
        keyId: z.exactOptional(z.string()),
      }),
    ),
  }),
  incremental: z.exactOptional(
    z.strictObject({
      enabled: z.boolean(),
      everySeconds: z.exactOptional(z.number()),
      fields: z.array(z.string()).readonly(),
    }),
  ),
  /** Elements of the provider's document that the neutral words do not cover, by provider. */
  native: z.exactOptional(z.record(z.string(), z.unknown())),
})
