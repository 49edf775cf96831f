import { formatLocation } from '@bucket-inventory/core'
import type { Destination, PutMode, StoredInventory } from '@bucket-inventory/core'

import type { CommandCall, RunCommand } from '../command.ts'
import { valueOf } from '../command.ts'
import { allowances } from '../input/allowances.ts'
import { bucketPlace } from '../input/inventory-place.ts'
import { openBucket } from '../input/open-providers.ts'
import { readConfiguration } from '../input/read-configuration.ts'
import { Journal } from '../journal/journal.ts'
import { painter } from '../output/colour.ts'
import { printable } from '../output/printable.ts'
import type { PutOutput } from '../output/put-output.ts'
import { renderFindings } from '../output/render-findings.ts'
import { renderResidual } from '../output/render-residual.ts'
import { shellWord } from '../output/shell-word.ts'
import { writeJson } from '../output/write-json.ts'
import { writeSnapshot } from '../output/write-snapshot.ts'

/**
 * `put s3://B FILE`: creates or replaces. What must be deleted for that is kept in a file first, and where a file is named
 * whatever is replaced.
 */
export const put: RunCommand = async (call, context) => {
  const [text = '', file = ''] = call.arguments
  const location = bucketPlace(text)
  const place = formatLocation(location)
  const loss = allowances(call.values['allow'])
  const bucket = await openBucket(location, context)
  const configuration = await readConfiguration(file, context, location)
  const chosen = valueOf(call, 'snapshot')
  const keeps = chosen !== undefined || bucket.provider.capabilities.behaviour.write !== 'upsert'
  let snapshot: string | undefined
  let before: Destination | undefined
  const keep = async (previous: StoredInventory) => {
    before = previous.configuration.destination
    snapshot = await writeSnapshot(
      { previous, location: place },
      chosen === undefined ? { folder: '.' } : { file: chosen },
      context,
    )
    context.messages.write(
      `the previous configuration is kept in ${printable(snapshot)}; bucket-inventory restore ${shellWord(snapshot)} brings it back\n`,
    )
  }
  const { outcome, findings, residual } = await bucket.put(configuration, {
    loss,
    mode: modeOf(call),
    signal: context.signal,
    ...(keeps ? { beforeReplace: keep } : {}),
  })
  if (outcome !== 'unchanged') {
    await new Journal(context).note({
      location: place,
      id: configuration.id,
      action: outcome,
      destination: configuration.destination,
      ...(before === undefined ? {} : { before }),
    })
  }
  context.messages.write(renderFindings(findings, painter(context.colour)))
  if (residual !== undefined) context.messages.write(renderResidual(residual))
  if (call.switches.includes('json')) {
    writeJson(context.output, {
      location: place,
      id: configuration.id,
      outcome,
      findings,
      ...(residual === undefined ? {} : { residual }),
      ...(snapshot === undefined ? {} : { snapshot }),
    } satisfies PutOutput)
  } else {
    context.output.write(`${outcome} ${printable(`${place}#${configuration.id}`)}\n`)
  }
  return 0
}

function modeOf(call: CommandCall): PutMode {
  const mode = valueOf(call, 'mode')
  return mode === 'create' || mode === 'replace' ? mode : 'upsert'
}
