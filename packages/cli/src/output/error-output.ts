import * as z from 'zod'

import { configurationSchema } from './configuration-output.ts'
import { findingSchema } from './finding-output.ts'

/** One of the closed set of the library. */
export const errorCodeSchema = z.enum([
  'invalid-input',
  'invalid-configuration',
  'untranslatable',
  'unsupported',
  'not-found',
  'already-exists',
  'conflict',
  'limit-exceeded',
  'unauthenticated',
  'permission-denied',
  'throttled',
  'unavailable',
  'protocol',
  'incomplete-report',
  'corrupt-report',
  'storage',
  'unknown',
])

/** What `--json` prints, on standard output, when a command fails. */
export const errorOutputSchema = z.strictObject({
  error: z.strictObject({
    code: errorCodeSchema,
    message: z.string(),
    retryable: z.boolean(),
    problems: z.exactOptional(
      z.array(
        z.strictObject({
          path: z.string(),
          message: z.string(),
          line: z.exactOptional(z.number()),
          column: z.exactOptional(z.number()),
        }),
      ),
    ),
    findings: z.exactOptional(z.array(findingSchema)),
    position: z.exactOptional(
      z.strictObject({
        file: z.exactOptional(z.string()),
        line: z.exactOptional(z.number()),
        column: z.exactOptional(z.number()),
        row: z.exactOptional(z.number()),
        byte: z.exactOptional(z.number()),
      }),
    ),
    service: z.exactOptional(
      z.strictObject({
        code: z.exactOptional(z.string()),
        status: z.exactOptional(z.number()),
        requestId: z.exactOptional(z.string()),
      }),
    ),
    /** The configuration that an interrupted replacement has deleted. */
    recovery: z.exactOptional(configurationSchema),
  }),
})

export type ErrorOutput = z.infer<typeof errorOutputSchema>
