import { InventoryError } from '@bucket-inventory/core'
import type { Plan } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { planWithoutOssRegion } from './missing-oss-region.ts'
import { writtenDeclaration } from './read-declaration.ts'
import type { WrittenDeclaration } from './read-declaration.ts'
import { nameOfInput, readInput } from './read-input.ts'
import { planLimit, savedPlanIn } from './read-saved-plan.ts'

/** What can be applied. */
export type PlanSource =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | ({ readonly kind: 'declaration' } & WrittenDeclaration)

/** Reads a declaration or a saved plan. Throws `invalid-input` or `invalid-configuration` that names the file. */
export async function readPlanSource(
  file: string,
  context: Pick<CommandContext, 'environment' | 'folder' | 'input' | 'signal'>,
): Promise<PlanSource> {
  const name = nameOfInput(file)
  const text = await readInput(file, context, planLimit)
  const plan = savedPlanIn(text, name)
  if (plan === undefined) {
    return { kind: 'declaration', ...writtenDeclaration(text, name, context.environment) }
  }
  const place = planWithoutOssRegion(plan, context.environment)
  if (place === undefined) return { kind: 'plan', plan }
  throw new InventoryError(
    'invalid-input',
    `the plan ${name} says no region for ${place}: set OSS_REGION or OSS_ENDPOINT, as where it was made`,
    { position: { file: name } },
  )
}
