import type { InventoryClient, MissingInput } from '@bucket-inventory/client'
import type { Plan } from '@bucket-inventory/core'

import type { CommandCall, CommandContext } from '../command.ts'
import type { ApplyOutput } from '../output/apply-output.ts'
import type { MigrateOutput } from '../output/migrate-output.ts'
import { outcomeDocument } from '../output/outcome-document.ts'
import { planState, planSummary } from '../output/plan-summary.ts'
import { outcomesInWords, sayOutcomes } from '../output/say-outcomes.ts'
import { sayFindings, sayPlan, sayRefusal } from '../output/say-plan.ts'
import { writeJson } from '../output/write-json.ts'
import type { CarriedOut } from './carried-out.ts'
import { carryOut } from './carry-out.ts'
import type { CarryOutSettings } from './carry-out.ts'
import { confirmChanges } from './confirm-changes.ts'
import { exitCodeOfOutcomes } from './exit-code-of-outcomes.ts'

export interface ApplySettings extends CarryOutSettings {
  /** Whether the person is asked first, but for `--yes`. */
  readonly asks: boolean
  /** Of a migration: what it waits for, for the document of `--json`. */
  readonly missing?: readonly MissingInput[]
}

/** Says a plan, asks for it where that is wanted, and carries it out if it can be; resolves to the exit code. */
export async function applyMadePlan(
  client: InventoryClient,
  plan: Plan,
  { asks, missing, ...how }: ApplySettings,
  call: CommandCall,
  context: CommandContext,
): Promise<number> {
  const { output, messages } = context
  const json = call.switches.includes('json')
  const summary = planSummary(plan.steps)
  const state = planState(summary)
  const asked = asks && state === 'pending' && !call.switches.includes('yes')
  // Whoever is asked must see what for.
  if (!json || (asked && context.ask !== undefined)) {
    sayPlan(plan, json ? messages : output, context)
  }
  sayFindings(plan, context)
  const printDocument = (carriedOut?: CarriedOut) => {
    if (!json) return
    const { outcomes = [], keeper, interrupted = false } = carriedOut ?? {}
    writeJson(output, {
      plan,
      summary,
      outcomes:
        keeper === undefined ? [] : outcomes.map((outcome) => outcomeDocument(outcome, keeper)),
      interrupted,
      ...(missing === undefined ? {} : { missing }),
    } satisfies ApplyOutput | MigrateOutput)
  }
  if (state === 'refused') {
    printDocument()
    sayRefusal(plan, context)
    return 1
  }
  if (state === 'nothing') {
    printDocument()
    messages.write('nothing to do\n')
    return 0
  }
  const changes = summary.create + summary.replace + summary.delete
  if (asked && !(await confirmChanges(changes, call, context))) {
    printDocument()
    messages.write('not applied: nothing was changed\n')
    return 1
  }
  const carriedOut = await carryOut(client, plan, how, context)
  if (!json) output.write(`${outcomesInWords(carriedOut.outcomes)}\n`)
  printDocument(carriedOut)
  sayOutcomes(carriedOut, context)
  return exitCodeOfOutcomes(carriedOut)
}
