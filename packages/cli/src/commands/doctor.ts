import { formatLocation } from '@bucket-inventory/core'
import { checkInventories } from '@bucket-inventory/health'
import type { InventoryCheckup } from '@bucket-inventory/health'

import type { RunCommand } from '../command.ts'
import { askedFor, checkFleetFlags, runFleet } from '../health/fleet-run.ts'
import { openFleet } from '../health/open-fleet.ts'
import { accountFlag } from '../input/access-flags.ts'
import { readFleetSource } from '../input/fleet-source.ts'
import { openProviders } from '../input/open-providers.ts'
import { accessHints } from '../output/access-hints.ts'
import { painter } from '../output/colour.ts'
import { checkupSchema } from '../output/doctor-output.ts'
import type { CheckupOutput, DoctorOutput } from '../output/doctor-output.ts'
import { errorDocument } from '../output/error-document.ts'
import { checkupsInWords, checkupSummary, renderCheckups } from '../output/render-checkups.ts'
import { unlistedDocument } from '../output/unlisted-document.ts'
import { writeJson } from '../output/write-json.ts'

/**
 * `doctor PLACE...`: whether inventories will be delivered. 2 where any will not, 3 where none fails and of any that cannot
 * be told.
 */
export const doctor: RunCommand = async (call, context) => {
  checkFleetFlags(call)
  const accountId = accountFlag(call)
  const account = accountId === undefined ? {} : { accountId }
  const source = await readFleetSource(call, context)
  const { client } = await openProviders(context)
  const { buckets, unlisted } = await openFleet(client, source, call, context)
  const head = { kind: 'doctor', version: 1, ...askedFor(source, call), ...account }
  const inventories = await runFleet(
    buckets,
    {
      head,
      schema: checkupSchema,
      work: async function* (some, options) {
        const checkups = checkInventories(some, { ...options, access: account })
        for await (const checkup of checkups) yield checkupDocument(checkup)
      },
    },
    call,
    context,
  )
  const summary = checkupSummary(inventories)
  if (call.switches.includes('json')) {
    writeJson(context.output, {
      inventories,
      summary,
      ...unlistedDocument(unlisted),
    } satisfies DoctorOutput)
  } else {
    const all = call.switches.includes('all') || inventories.length === 1
    const paint = painter(context.outputColour ?? false)
    context.output.write(renderCheckups(inventories, { all }, paint))
    context.messages.write(`${checkupsInWords(summary)}\n`)
    const hints = accessHints(inventories, source, call)
    if (hints.length > 0) {
      context.messages.write('what is missing is shown, asked about and written by\n')
      for (const hint of hints) context.messages.write(`  ${hint}\n`)
    }
  }
  if (summary.failure > 0) return 2
  return summary.unknown + unlisted.length > 0 ? 3 : 0
}

function checkupDocument(checkup: InventoryCheckup): CheckupOutput {
  const { location, provider, id, of, verdict, checks, error } = checkup
  return {
    location: formatLocation(location),
    provider,
    id,
    of,
    verdict,
    checks,
    ...(error === undefined ? {} : errorDocument(error)),
  }
}
