import { planDeclared } from '../apply/plan-declared.ts'
import type { RunCommand } from '../command.ts'
import { valueOf } from '../command.ts'
import { openProviders } from '../input/open-providers.ts'
import { planFlags } from '../input/plan-flags.ts'
import { readDeclaration } from '../input/read-declaration.ts'
import type { PlanOutput } from '../output/plan-output.ts'
import { planState, planSummary } from '../output/plan-summary.ts'
import { printable } from '../output/printable.ts'
import { savePlan } from '../output/save-plan.ts'
import { sayFindings, sayPlan, sayRefusal } from '../output/say-plan.ts'
import { shellWord } from '../output/shell-word.ts'
import { writeJson } from '../output/write-json.ts'

/**
 * `plan FILE`: what would make a declaration true. 0 where nothing would, 2 where something would, 1 where it
 * cannot be applied.
 */
export const plan: RunCommand = async (call, context) => {
  const [file = ''] = call.arguments
  const out = valueOf(call, 'out')
  const flags = planFlags(call)
  const written = await readDeclaration(file, context)
  const { client } = await openProviders(context)
  const options = { ...flags, signal: context.signal }
  const made = await planDeclared(client, written, options, call, context)
  const summary = planSummary(made.steps)
  const state = planState(summary)
  const saved = state === 'refused' ? undefined : out
  if (saved !== undefined) await savePlan(made, saved, context)
  const json = call.switches.includes('json')
  if (json) {
    sayFindings(made, context)
    writeJson(context.output, {
      ...made,
      summary,
      ...(saved === undefined ? {} : { saved }),
    } satisfies PlanOutput)
  } else {
    sayPlan(made, context.output, context)
    sayFindings(made, context)
  }
  if (state === 'refused') {
    sayRefusal(made, context)
    if (out !== undefined) context.messages.write('the plan is not saved\n')
    return 1
  }
  if (saved !== undefined) {
    context.messages.write(
      `the plan is saved in ${printable(saved)}: bucket-inventory apply ${shellWord(saved)}\n`,
    )
  }
  return state === 'pending' ? 2 : 0
}
