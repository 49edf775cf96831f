import * as z from 'zod'

import type { UnlistedConnection } from '../health/open-fleet.ts'
import { errorDocument } from './error-document.ts'
import { errorOutputSchema } from './error-output.ts'

/** Connections whose buckets could not be listed; absent where all could. */
export const unlistedSchema = z.exactOptional(
  z
    .array(z.strictObject({ connection: z.string(), error: errorOutputSchema.shape.error }))
    .readonly(),
)

/** What a document says of them. */
export function unlistedDocument(unlisted: readonly UnlistedConnection[]): {
  readonly unlisted?: NonNullable<z.infer<typeof unlistedSchema>>
} {
  if (unlisted.length === 0) return {}
  return {
    unlisted: unlisted.map(({ connection, error }) => ({ connection, ...errorDocument(error) })),
  }
}
