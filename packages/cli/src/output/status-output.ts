import * as z from 'zod'

import { checkSchema } from './check-output.ts'
import { configurationSchema } from './configuration-output.ts'
import { errorOutputSchema } from './error-output.ts'
import { differenceSchema } from './plan-schema.ts'
import { unlistedSchema } from './unlisted-document.ts'

/** A complete report, as its manifest has it. */
const deliveredReportSchema = z.strictObject({
  /** Start of the scan. */
  time: z.iso.datetime(),
  bucket: z.string(),
  manifestKey: z.string(),
  files: z.int(),
  /** Of all files as they lie there, compressed. */
  bytes: z.int(),
  /** Where the manifest says it. */
  rows: z.exactOptional(z.int()),
  /** Whether the manifest is what its checksum says. */
  verified: z.boolean(),
  /** Why it is not, or cannot be read. */
  problem: z.exactOptional(z.string()),
})

export const deliveryStateSchema = z.enum([
  'delivered',
  'late',
  'stale',
  'never',
  'waiting',
  'none',
  'silent',
  'disabled',
  'missing',
  'unknown',
])

/** How one inventory does. */
export const inventoryHealthSchema = z.strictObject({
  location: z.string(),
  provider: z.string(),
  id: z.string(),
  state: deliveryStateSchema,
  /** The state in a sentence. */
  reason: z.string(),
  /** As it stands. */
  configuration: z.exactOptional(configurationSchema),
  last: z.exactOptional(deliveredReportSchema),
  /** The complete report before. */
  previous: z.exactOptional(deliveredReportSchema),
  /** Milliseconds since the last one was begun. */
  age: z.exactOptional(z.number()),
  /** By when the one after the last is complete, as a rule. */
  expectedBy: z.exactOptional(z.iso.datetime()),
  /** When it was written, as far as anybody knows. */
  writtenAt: z.exactOptional(z.iso.datetime()),
  /** Newest reports under an earlier destination. */
  earlier: z.array(deliveredReportSchema).readonly(),
  /** What differs from what is declared; absent where nothing is declared. */
  drift: z.exactOptional(z.array(differenceSchema).readonly()),
  checks: z.array(checkSchema).readonly(),
  /** Why the state is `unknown`. */
  error: z.exactOptional(errorOutputSchema.shape.error),
})

export type InventoryHealthOutput = z.infer<typeof inventoryHealthSchema>

/** What `status --json` prints. */
export const statusOutputSchema = z.strictObject({
  /** Worst first. */
  inventories: z.array(inventoryHealthSchema).readonly(),
  summary: z.strictObject({
    inventories: z.int(),
    /** How many are in each state that any is in. */
    states: z.partialRecord(deliveryStateSchema, z.int()).readonly(),
    /** How many differ from what is declared. */
    drifted: z.int(),
    /** How many have a last report whose manifest is not as it should be. */
    unverified: z.int(),
    /** How many have a check that fails. */
    failing: z.int(),
    /** How many nobody can tell of. */
    unknown: z.int(),
    /** Whether nothing is known to be wrong; else exit code 2. */
    isWell: z.boolean(),
  }),
  unlisted: unlistedSchema,
})

export type StatusOutput = z.infer<typeof statusOutputSchema>
