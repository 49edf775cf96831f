import { readChanges } from '@bucket-inventory/reports'
import type { ChangesProgress } from '@bucket-inventory/reports'

import { valueOf } from '../command.ts'
import type { RunCommand } from '../command.ts'
import { inventoryPlace } from '../input/inventory-place.ts'
import { openProviders } from '../input/open-providers.ts'
import { timeFlag } from '../input/parse-time.ts'
import { requireOssRegion } from '../input/settings.ts'
import { changesInWords } from '../output/reading-line.ts'
import { changeWriter } from '../rows/change-writer.ts'
import { sendRows } from '../rows/send-rows.ts'
import type { RowTarget } from '../rows/send-rows.ts'

/** `changes oss://B#ID`: what happened in a time, by the change logs of an inventory. */
export const changes: RunCommand = async (call, context) => {
  const [text = ''] = call.arguments
  const { location, id } = inventoryPlace(text)
  const { signal } = context
  const from = timeFlag(call, 'from')
  const to = timeFlag(call, 'to')
  const format = valueOf(call, 'format') === 'csv' ? 'csv' : 'ndjson'
  requireOssRegion(location, context.environment)
  const { client } = await openProviders(context)
  const source = await client.reportSource(location, id, { signal })
  const send = async ({ take, line }: RowTarget, onRows: (rows: number) => void) => {
    const writer = changeWriter(format, take)
    const options = {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      verify: !call.switches.includes('no-verify'),
      signal,
      onProgress: (progress: ChangesProgress) => {
        line.tell(() => changesInWords(progress))
      },
    }
    for await (const change of readChanges(source, options)) {
      const isWanted = await writer.write(change)
      onRows(1)
      if (!isWanted) return
    }
    await writer.end()
  }
  await sendRows(valueOf(call, 'out'), send, context)
  return 0
}
