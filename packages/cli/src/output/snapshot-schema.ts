import * as z from 'zod'

import { connectionSchema } from './plan-schema.ts'
import { apiVersion } from './saved-plan.ts'

/** A snapshot: what was there before it was replaced or deleted, and where. The configuration is parsed by itself. */
export const snapshotSchema = z.strictObject({
  apiVersion: z.literal(apiVersion),
  kind: z.literal('snapshot'),
  /** The bucket, as `oss://prod@photos-cn`. */
  location: z.string(),
  /** What the connection of the location is, as the declaration had it. Never a secret. */
  connection: z.exactOptional(connectionSchema),
  taken: z.string(),
  configuration: z.unknown(),
})
