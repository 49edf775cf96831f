import type { InventoryClient } from '@bucket-inventory/client'
import { formatLocation, isInventoryError } from '@bucket-inventory/core'

import { restoreSnapshot } from '../apply/restore-snapshot.ts'
import type { Restored } from '../apply/restore-snapshot.ts'
import type { CommandContext, RunCommand } from '../command.ts'
import { openProviders } from '../input/open-providers.ts'
import { readSnapshots } from '../input/read-snapshots.ts'
import type { SnapshotFile } from '../input/read-snapshots.ts'
import { painter } from '../output/colour.ts'
import { errorDocument } from '../output/error-document.ts'
import { printable } from '../output/printable.ts'
import { renderDifferences } from '../output/render-differences.ts'
import { renderError } from '../output/render-error.ts'
import type { RestoreOutput } from '../output/restore-output.ts'
import { stepInWords } from '../output/step-in-words.ts'
import { writeJson } from '../output/write-json.ts'

/** `restore FILE`: puts back what was replaced or deleted, from a snapshot or a folder of them. 1 where any is not back. */
export const restore: RunCommand = async (call, context) => {
  const [path = ''] = call.arguments
  const replace = call.switches.includes('replace')
  const json = call.switches.includes('json')
  const { interruption = context.signal } = context
  const files = await readSnapshots(path, context)
  const { client } = await openProviders(context)
  const snapshots: RestoreOutput['snapshots'][number][] = []
  for (const read of files) {
    if (interruption.aborted) break
    try {
      const restored = await restoreFile(client, read, replace, context)
      snapshots.push(documentOf(read, restored))
      sayRestored(restored, json, context)
    } catch (error) {
      if (!interruption.aborted) throw error
    }
  }
  if (json) writeJson(context.output, { snapshots } satisfies RestoreOutput)
  if (interruption.aborted) {
    context.messages.write('interrupted\n')
    return 130
  }
  return snapshots.every(({ outcome }) => outcome !== 'failed') ? 0 : 1
}

async function restoreFile(
  client: InventoryClient,
  read: SnapshotFile,
  replace: boolean,
  context: CommandContext,
): Promise<Restored> {
  if ('error' in read) return { outcome: 'failed', error: read.error }
  try {
    return await restoreSnapshot(client, read.snapshot, { file: read.file, replace }, context)
  } catch (error) {
    if (!isInventoryError(error)) throw error
    return { outcome: 'failed', error }
  }
}

function documentOf(read: SnapshotFile, restored: Restored): RestoreOutput['snapshots'][number] {
  const { file } = read
  if (restored.outcome !== 'failed') return { file, ...restored }
  const { error, ...failed } = restored
  if ('error' in read) return { file, ...failed, ...errorDocument(error) }
  const { location, configuration } = read.snapshot
  const place = { location: formatLocation(location), id: configuration.id }
  return { file, ...place, ...failed, ...errorDocument(error) }
}

function sayRestored(restored: Restored, json: boolean, context: CommandContext): void {
  const { output, messages, colour } = context
  if (restored.snapshot !== undefined) {
    messages.write(`what was there is kept in ${printable(restored.snapshot)}\n`)
  }
  if (restored.outcome !== 'failed') {
    if (!json) output.write(`${restored.outcome} ${stepInWords(restored)}\n`)
    return
  }
  const paint = painter(colour)
  for (const line of renderDifferences(restored.differences ?? [], paint)) {
    messages.write(`${line}\n`)
  }
  messages.write(renderError(restored.error, paint))
}
