import { createHash } from 'node:crypto'

import type { Plan } from '@bucket-inventory/core'
import * as z from 'zod'

import { planSchema } from './plan-schema.ts'

/** The head of every file of ours. */
export const apiVersion = 'bucket-inventory/v1'

/** A plan in a file. */
export const savedPlanSchema = z.strictObject({
  apiVersion: z.literal(apiVersion),
  kind: z.literal('plan'),
  created: z.string(),
  plan: planSchema,
  /** Of the plan, so that one that was edited is not taken for what was looked at. */
  digest: z.string(),
})

export type SavedPlan = z.infer<typeof savedPlanSchema>

/** The document that `plan --out` writes. */
export function savedPlan(plan: Plan, created: string): SavedPlan {
  return { apiVersion, kind: 'plan', created, plan, digest: planDigest(plan) }
}

/** SHA-256 over the plan as JSON with sorted keys and no spaces: the same before it is written and after it is read. */
export function planDigest(plan: unknown): string {
  const written: unknown = JSON.parse(JSON.stringify(plan))
  return `sha256:${createHash('sha256').update(canonical(written)).digest('hex')}`
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
  return `{${members.join(',')}}`
}
