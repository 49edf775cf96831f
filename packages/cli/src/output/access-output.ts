import * as z from 'zod'

import { errorOutputSchema } from './error-output.ts'
import { unlistedSchema } from './unlisted-document.ts'

const kindSchema = z.enum([
  'bucket-policy',
  'key-policy',
  'role-trust',
  'role-permission',
  'caller-policy',
  'optional-fields',
  'notification',
  'retention',
])

const documentSchema = z.strictObject({
  provider: z.string(),
  kind: kindSchema,
  /** What it belongs to: the name of a bucket, the ARN of a key, the name of a role, `caller`. */
  subject: z.string(),
  purpose: z.string(),
  /** In the words of the vendor's API. */
  content: z.record(z.string(), z.unknown()).readonly(),
  variant: z.exactOptional(z.string()),
  assumptions: z.array(z.string()).readonly(),
  reference: z.string(),
})

const changed = { provider: z.string(), kind: kindSchema, subject: z.string() }

const changeSchema = z.strictObject({
  ...changed,
  state: z.enum(['unchanged', 'create', 'extend', 'replace', 'by-hand', 'refused']),
  /** What is there, whole. */
  before: z.exactOptional(z.string()),
  after: z.string(),
  /** What has our name, and what would be in its place. */
  ours: z.exactOptional(z.strictObject({ before: z.string(), after: z.string() })),
  reason: z.exactOptional(z.string()),
})

const appliedSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ ...changed, outcome: z.literal('applied') }),
  z.strictObject({ ...changed, outcome: z.literal('unchanged') }),
  z.strictObject({ ...changed, outcome: z.literal('by-hand') }),
  z.strictObject({ ...changed, outcome: z.literal('refused') }),
  z.strictObject({ ...changed, outcome: z.literal('failed'), ...errorOutputSchema.shape }),
  /** Not begun, as it was interrupted. */
  z.strictObject({ ...changed, outcome: z.literal('skipped') }),
])

/** What `access --json` prints. */
export const accessOutputSchema = z.strictObject({
  documents: z.array(documentSchema).readonly(),
  /** With `--apply`: what carrying them out would do. */
  changes: z.exactOptional(z.array(changeSchema).readonly()),
  /** With `--apply`: what became of each change; empty where nothing was begun. */
  applied: z.exactOptional(z.array(appliedSchema).readonly()),
  /** Inventories of which nothing can be said. */
  unreadable: z
    .array(
      z.strictObject({
        location: z.string(),
        id: z.exactOptional(z.string()),
        ...errorOutputSchema.shape,
      }),
    )
    .readonly(),
  unlisted: unlistedSchema,
})

export type AccessOutput = z.infer<typeof accessOutputSchema>
export type AppliedOutput = z.infer<typeof appliedSchema>
