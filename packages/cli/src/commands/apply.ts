import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import { applyMadePlan } from '../apply/apply-made-plan.ts'
import { carryOutFlags } from '../apply/carry-out.ts'
import { planDeclared } from '../apply/plan-declared.ts'
import type { RunCommand } from '../command.ts'
import { openProviders } from '../input/open-providers.ts'
import { planFlags, refusePlanFlags } from '../input/plan-flags.ts'
import { readPlanSource } from '../input/plan-source.ts'
import { nameOfInput } from '../input/read-input.ts'

/**
 * `apply FILE`: plans a declaration, or takes a saved plan if what it rests on is still so, and carries it out when the
 * person agrees. 0 where all is done, 1 where anything failed or stands in the way.
 */
export const apply: RunCommand = async (call, context) => {
  const [file = ''] = call.arguments
  const flags = planFlags(call)
  const how = carryOutFlags(call)
  const source = await readPlanSource(file, context)
  const { client } = await openProviders(context)
  if (source.kind === 'declaration') {
    const { concurrency } = how
    const options = {
      ...flags,
      ...(concurrency === undefined ? {} : { concurrency }),
      signal: context.signal,
    }
    const plan = await planDeclared(client, source, options, call, context)
    return applyMadePlan(client, plan, { ...how, asks: true }, call, context)
  }
  refusePlanFlags(call)
  const settings = { ...how, asks: true, recheck: true }
  try {
    return await applyMadePlan(client, source.plan, settings, call, context)
  } catch (error) {
    throw isInventoryError(error, 'invalid-input') && error.problems.length > 0
      ? ofFile(error, nameOfInput(file))
      : error
  }
}

/** What is wrong with a saved plan is wrong in a file, and no wrong use. */
function ofFile(error: InventoryError, file: string): InventoryError {
  const { code, message, problems } = error
  return new InventoryError(code, message, { problems, position: { file }, cause: error })
}
