import * as z from 'zod'

import { configurationSchema, filterSchema } from './configuration-output.ts'
import { errorCodeSchema } from './error-output.ts'
import { findingSchema } from './finding-output.ts'

/** What is there: the configuration, and what reading it could not say in neutral words exactly. */
const storedSchema = z.strictObject({
  configuration: configurationSchema,
  findings: z.array(findingSchema).readonly(),
})

/** A path in which what is there is not what should be; left out: nothing stands there. */
export const differenceSchema = z.strictObject({
  path: z.string(),
  desired: z.exactOptional(z.unknown()),
  actual: z.exactOptional(z.unknown()),
})

const step = {
  location: z.string(),
  provider: z.string(),
  id: z.string(),
  /** Of a migration: the inventory that is copied. */
  from: z.exactOptional(z.string()),
}
const write = {
  ...step,
  desired: configurationSchema,
  findings: z.array(findingSchema).readonly(),
  /** The part of the filter that a reader of the reports must apply. */
  residual: z.exactOptional(filterSchema),
}

/** One step of a plan. */
export const planStepSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('create'), ...write }),
  z.strictObject({
    action: z.literal('replace'),
    ...write,
    actual: storedSchema,
    differences: z.array(differenceSchema).readonly(),
    startsNewRun: z.boolean(),
  }),
  z.strictObject({ action: z.literal('delete'), ...step, actual: storedSchema }),
  z.strictObject({ action: z.literal('unchanged'), ...write, actual: storedSchema }),
  z.strictObject({
    action: z.literal('foreign'),
    ...step,
    actual: storedSchema,
    /** Whether --prune would delete it. */
    managed: z.boolean(),
  }),
  z.strictObject({
    action: z.literal('consumed-or-absent'),
    ...step,
    desired: configurationSchema,
  }),
  z.strictObject({
    action: z.literal('blocked'),
    ...step,
    desired: configurationSchema,
    findings: z.array(findingSchema).readonly(),
  }),
  z.strictObject({
    action: z.literal('unreadable'),
    ...step,
    error: z.strictObject({ code: errorCodeSchema, message: z.string() }),
  }),
])

/** How to reach an account, as a declaration has it. */
export const connectionSchema = z.strictObject({
  provider: z.string(),
  profile: z.exactOptional(z.string()),
  region: z.exactOptional(z.string()),
  endpoint: z.exactOptional(z.string()),
  roles: z.exactOptional(z.array(z.string()).readonly()),
})

/** A plan as it is printed and saved. */
export const planSchema = z.strictObject({
  connections: z.exactOptional(z.record(z.string(), connectionSchema).readonly()),
  /** What may be lost. */
  loss: z.union([z.literal('refuse'), z.array(z.string()).readonly()]),
  steps: z.array(planStepSchema).readonly(),
})
