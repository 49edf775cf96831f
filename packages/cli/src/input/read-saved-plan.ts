import { InventoryError } from '@bucket-inventory/core'
import type { Plan } from '@bucket-inventory/core'
import * as z from 'zod'

import { planSchema } from '../output/plan-schema.ts'
import { apiVersion, planDigest, savedPlanSchema } from '../output/saved-plan.ts'
import { kindOf } from './kind-of.ts'
import type { InputLimit } from './read-input.ts'

/** A plan of some ten thousand steps. */
export const planLimit: InputLimit = { mebibytes: 64, what: 'declaration and no saved plan' }

/** The shape is looked at; that the words are a plan's own is what the digest vouches for. */
const readSchema = savedPlanSchema.extend({
  plan: z.custom<Plan>((value) => planSchema.safeParse(value).success),
})

/**
 * The plan that a text holds; `undefined` where it holds something else. Throws `invalid-input` that names the file where
 * the plan was edited, cut off, or made by another version: what is applied must be what somebody looked at.
 */
export function savedPlanIn(text: string, name: string): Plan | undefined {
  const document = parseJson(text)
  if (kindOf(document) !== 'plan') {
    // As JSON with its first members where we write them, it was one.
    if (document !== undefined || !/^\s*\{\s*"apiVersion":[^,]*,\s*"kind":\s*"plan"/.test(text)) {
      return undefined
    }
    throw refused(name, 'was cut off or edited, and is no JSON any more')
  }
  const { version, plan, digest } = membersOf(document)
  if (version !== apiVersion) {
    const as = typeof version === 'string' ? `, as ${version}` : ''
    throw refused(name, `was saved by another version of this command${as}`)
  }
  if (plan === undefined || digest !== planDigest(plan)) {
    throw refused(name, 'was edited after it was saved: its digest does not fit')
  }
  const read = readSchema.safeParse(document)
  if (!read.success) throw refused(name, 'was saved by another version of this command')
  return read.data.plan
}

function membersOf(document: unknown): {
  readonly version: unknown
  readonly plan: unknown
  readonly digest: unknown
} {
  const members = new Map(Object.entries(Object(document)))
  return {
    version: members.get('apiVersion'),
    plan: members.get('plan'),
    digest: members.get('digest'),
  }
}

function parseJson(text: string): unknown {
  // YAML that is no JSON fails at once; of what is long only JSON is worth the time.
  if (!/^\s*\{/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refused(name: string, what: string): InventoryError {
  return new InventoryError(
    'invalid-input',
    `the plan ${name} ${what}; nothing was changed: make a new plan with bucket-inventory plan`,
    { position: { file: name } },
  )
}
