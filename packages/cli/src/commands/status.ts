import { InventoryError } from '@bucket-inventory/core'
import { healthSummary, inventoryHealth, openMetrics } from '@bucket-inventory/health'

import { valueOf } from '../command.ts'
import type { CommandCall, RunCommand } from '../command.ts'
import { askedFor, checkFleetFlags, runFleet } from '../health/fleet-run.ts'
import { openFleet } from '../health/open-fleet.ts'
import { healthOf, savedHealthSchema } from '../health/saved-health.ts'
import { readFleetSource } from '../input/fleet-source.ts'
import { openProviders } from '../input/open-providers.ts'
import { timeFlag } from '../input/parse-time.ts'
import { knownWrites } from '../journal/known-writes.ts'
import { readJournal } from '../journal/read-journal.ts'
import { painter } from '../output/colour.ts'
import { healthDocument } from '../output/health-document.ts'
import { renderStatus } from '../output/render-status.ts'
import type { StatusOutput } from '../output/status-output.ts'
import { statusInWords, statusSummary, worstFirst } from '../output/status-summary.ts'
import { unlistedDocument } from '../output/unlisted-document.ts'
import { writeJson } from '../output/write-json.ts'

/**
 * `status PLACE...`: when inventories were delivered last. 2 where any is not well, 3 where of none but something is not
 * known.
 */
export const status: RunCommand = async (call, context) => {
  checkFleetFlags(call)
  refuseTogether(call)
  const { output, messages, outputColour = false, outputIsTerminal = false } = context
  const since = timeFlag(call, 'since')
  const source = await readFleetSource(call, context, { takesConfiguration: false })
  const history = await knownWrites(readJournal(valueOf(call, 'journal'), context))
  const { client } = await openProviders(context)
  const { buckets, unlisted } = await openFleet(client, source, call, context)
  const now = () => context.now().getTime()
  const how = {
    ...(since === undefined ? {} : { since }),
    look: call.switches.includes('look'),
    checks: !call.switches.includes('no-checks'),
  }
  const rows = await runFleet(
    buckets,
    {
      head: { kind: 'status', version: 1, ...askedFor(source, call), ...how },
      schema: savedHealthSchema,
      work: async function* (some, options) {
        const healths = inventoryHealth(some, { ...options, ...how, history, now })
        for await (const health of healths) yield healthDocument(health)
      },
    },
    call,
    context,
  )
  const inventories = worstFirst(rows.map(healthOf))
  const summary = healthSummary(inventories)
  if (call.switches.includes('openmetrics')) {
    output.write(openMetrics(inventories, { now }))
  } else if (call.switches.includes('json')) {
    const documents = inventories.map(healthDocument)
    writeJson(output, {
      inventories: documents,
      summary: statusSummary(summary),
      ...unlistedDocument(unlisted),
    } satisfies StatusOutput)
  } else {
    const width = outputIsTerminal ? context.columns : undefined
    output.write(renderStatus(inventories, painter(outputColour), width))
    messages.write(`${statusInWords(summary)}\n`)
  }
  if (!summary.isWell) return 2
  return summary.unknown + unlisted.length > 0 ? 3 : 0
}

function refuseTogether({ switches }: CommandCall): void {
  if (!switches.includes('openmetrics') || !switches.includes('json')) return
  throw new InventoryError(
    'invalid-input',
    '--openmetrics and --json are two formats: give one of them',
  )
}
