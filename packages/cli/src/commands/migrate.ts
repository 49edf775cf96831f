import { missingInputs } from '@bucket-inventory/client'
import type { InventoryClient, MigrationOptions, MissingInput } from '@bucket-inventory/client'
import { formatLocation, isInventoryError } from '@bucket-inventory/core'
import type { Plan } from '@bucket-inventory/core'

import { applyMadePlan } from '../apply/apply-made-plan.ts'
import { carryOutFlags } from '../apply/carry-out.ts'
import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext, RunCommand } from '../command.ts'
import { allowances } from '../input/allowances.ts'
import { bucketPlace } from '../input/inventory-place.ts'
import { isThere } from '../input/is-there.ts'
import { openProviders } from '../input/open-providers.ts'
import { nameOfInput } from '../input/read-input.ts'
import { readInputs } from '../input/read-inputs.ts'
import type { MigrationPlaces, WrittenInputs } from '../input/read-inputs.ts'
import { requireOssRegion } from '../input/settings.ts'
import { inputsYaml } from '../output/inputs-yaml.ts'
import type { MigrateOutput } from '../output/migrate-output.ts'
import { planState, planSummary } from '../output/plan-summary.ts'
import { printable } from '../output/printable.ts'
import { saveInputs } from '../output/save-inputs.ts'
import { refusalInWords, sayFindings, sayPlan, sayRefusal } from '../output/say-plan.ts'
import { writeJson } from '../output/write-json.ts'

/**
 * `migrate FROM TO`: copies every inventory of a bucket to another once all that it needs is said; with `--dry-run` says
 * what that is, and writes a file to fill it in.
 */
export const migrate: RunCommand = async (call, context) => {
  const [fromText = '', toText = ''] = call.arguments
  const places = { from: bucketPlace(fromText), to: bucketPlace(toText) }
  for (const place of [places.from, places.to]) requireOssRegion(place, context.environment)
  const dry = call.switches.includes('dry-run')
  const how = carryOutFlags(call)
  const loss = allowances(call.values['allow'])
  const { client } = await openProviders(context)
  const written = await givenInputs(valueOf(call, 'inputs'), dry, places, context)
  const plan = await planned(client, places, written, {
    loss,
    replace: call.switches.includes('replace'),
    signal: context.signal,
  })
  const missing = missingInputs(plan)
  if (dry) return dryRun(plan, missing, places, call, context)
  const code = await applyMadePlan(client, plan, { ...how, asks: false, missing }, call, context)
  if (missing.some(({ values }) => values.length > 0)) {
    context.messages.write('--dry-run writes a file with a line for each value\n')
  }
  return code
}

async function givenInputs(
  file: string | undefined,
  dry: boolean,
  places: MigrationPlaces,
  context: CommandContext,
): Promise<WrittenInputs | undefined> {
  if (file === undefined) return undefined
  // A dry run writes it.
  if (dry && file !== '-' && !(await isThere(file, context))) return undefined
  return readInputs(file, places, context)
}

async function planned(
  client: InventoryClient,
  { from, to }: MigrationPlaces,
  written: WrittenInputs | undefined,
  options: MigrationOptions,
): Promise<Plan> {
  try {
    const inputs = written === undefined ? {} : { inputs: written.inputs }
    return await client.planMigration(from, to, { ...inputs, ...options })
  } catch (error) {
    const isOfFile = isInventoryError(error, 'invalid-input') && error.problems.length > 0
    throw isOfFile && written !== undefined ? written.locate(error) : error
  }
}

async function dryRun(
  plan: Plan,
  missing: readonly MissingInput[],
  places: MigrationPlaces,
  call: CommandCall,
  context: CommandContext,
): Promise<number> {
  const { output, messages } = context
  const json = call.switches.includes('json')
  const summary = planSummary(plan.steps)
  if (!json) sayPlan(plan, output, context)
  sayFindings(plan, context)
  const asked = missing.filter(({ values }) => values.length > 0)
  const given = valueOf(call, 'inputs')
  const file = given ?? defaultFile(places)
  const isWritten =
    asked.length > 0 && file !== '-' && (await saveInputs(inputsOf(places, asked), file, context))
  if (json) {
    const inputs = isWritten ? { inputs: file } : {}
    const nothing = { outcomes: [], interrupted: false }
    writeJson(output, { plan, summary, ...nothing, missing, ...inputs } satisfies MigrateOutput)
  }
  if (summary.unreadable > 0) {
    sayRefusal(plan, context)
  } else if (missing.length > 0) {
    messages.write(`nothing can be copied yet; ${refusalInWords(plan)}\n`)
  }
  const shown = printable(nameOfInput(file))
  if (isWritten) {
    messages.write(`${shown} has a line for each value: fill them in, and give it with --inputs\n`)
  } else if (asked.length > 0) {
    messages.write(
      given === undefined
        ? `${shown} is there already and stays as it is; it was not read: give it with --inputs, or name another file\n`
        : `${shown} lacks the values above, and stays as it is: add them\n`,
    )
  }
  if (summary.unreadable > 0) return 1
  return planState(summary) === 'nothing' ? 0 : 2
}

function inputsOf({ from, to }: MigrationPlaces, asked: readonly MissingInput[]): string {
  return inputsYaml(formatLocation(from), formatLocation(to), asked)
}

/** `migrate-photos-photos-cn.inputs.yaml`, in the working folder. */
function defaultFile({ from, to }: MigrationPlaces): string {
  return `migrate-${from.bucket}-${to.bucket}.inputs.yaml`
}
