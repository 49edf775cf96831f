import { formatLocation, InventoryError } from '@bucket-inventory/core'
import type { AccessDocument, AccessFormat } from '@bucket-inventory/core'

import { accessChanges, carryOutAccess, decideAccess } from '../access/apply-access.ts'
import type { AccessDecision, ConnectedChange } from '../access/apply-access.ts'
import { neededAccess, neededByConfiguration } from '../access/needed-access.ts'
import type { AllNeededAccess } from '../access/needed-access.ts'
import { renderedAccess } from '../access/rendered-access.ts'
import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext, RunCommand } from '../command.ts'
import { openFleet } from '../health/open-fleet.ts'
import type { UnlistedConnection } from '../health/open-fleet.ts'
import { accessFlags, kindsFlag } from '../input/access-flags.ts'
import { readFleetSource } from '../input/fleet-source.ts'
import { openProviders } from '../input/open-providers.ts'
import { accessChangeDocument } from '../output/access-change-document.ts'
import type { AccessOutput, AppliedOutput } from '../output/access-output.ts'
import { painter } from '../output/colour.ts'
import { errorDocument } from '../output/error-document.ts'
import { renderAccessChanges } from '../output/render-access-changes.ts'
import { renderAccess } from '../output/render-access.ts'
import { sayAssumptions, sayUnreadable } from '../output/say-access.ts'
import { unlistedDocument } from '../output/unlisted-document.ts'
import { writeJson } from '../output/write-json.ts'

/**
 * `access PLACE|FILE`: what delivery needs, printed or written. 1 where it cannot be said of every inventory, and with
 * `--apply` where anything was refused, failed, or has our name and another content.
 */
export const access: RunCommand = async (call, context) => {
  refuseTogether(call)
  const options = accessFlags(call)
  const kinds = kindsFlag(call)
  const variant = valueOf(call, 'variant') ?? 'least-privilege'
  const source = await readFleetSource(call, context)
  const { client } = await openProviders(context)
  const { buckets, unlisted } = await openFleet(client, source, call, context)
  const [bucket] = buckets
  const all =
    source.kind === 'configuration' && bucket !== undefined
      ? await neededByConfiguration(bucket, options, context)
      : await neededAccess(buckets, options, context)
  const isWanted = ({ kind, variant: other = variant }: AccessDocument) =>
    (kinds?.has(kind) ?? true) && other === variant
  const needed = all.needed.map((one) => ({ ...one, documents: one.documents.filter(isWanted) }))
  const chosen = { needed, unreadable: all.unreadable, unlisted }
  return call.switches.includes('apply')
    ? applyAll(chosen, call, context)
    : printAll(chosen, call, context)
}

/** What was asked for of what is needed, and what could not be looked for. */
interface ChosenAccess extends AllNeededAccess {
  readonly unlisted: readonly UnlistedConnection[]
}

function refuseTogether({ switches, values }: CommandCall): void {
  const has = (flag: string) => switches.includes(flag) || values[flag] !== undefined
  if (has('format') && has('apply')) {
    throw wrong('--format prints and --apply writes: give one of them')
  }
  if (has('format') && has('json')) throw wrong('--format and --json are two formats: give one')
  if (has('replace') && !has('apply')) throw wrong('--replace goes with --apply')
}

function wrong(message: string): InventoryError {
  return new InventoryError('invalid-input', message)
}

function printAll(all: ChosenAccess, call: CommandCall, context: CommandContext): number {
  const { output, messages, outputColour = false } = context
  const { needed, unreadable } = all
  const documents = needed.flatMap((one) => one.documents)
  const format = formatOf(call)
  if (call.switches.includes('json')) {
    writeJson(output, { documents, ...leftOut(all) } satisfies AccessOutput)
  } else if (format === undefined) {
    output.write(renderAccess(documents, painter(outputColour)))
  } else {
    output.write(renderedAccess(needed, format))
    sayAssumptions(documents, context)
  }
  if (documents.length === 0 && unreadable.length === 0) {
    const none =
      call.values['kind'] === undefined ? 'nothing is needed' : 'no document is of this kind'
    messages.write(`${none}\n`)
  }
  sayUnreadable(all.unreadable, context)
  return unreadable.length + all.unlisted.length === 0 ? 0 : 1
}

async function applyAll(
  all: ChosenAccess,
  call: CommandCall,
  context: CommandContext,
): Promise<number> {
  const { output, messages, colour, outputColour = false } = context
  const json = call.switches.includes('json')
  const documents = all.needed.flatMap((one) => one.documents)
  if (all.unreadable.length + all.unlisted.length > 0) {
    // What is written for the others could leave out what these need.
    if (json) writeJson(output, { documents, ...leftOut(all) } satisfies AccessOutput)
    sayUnreadable(all.unreadable, context)
    messages.write('not applied: nothing was changed, as it is not known what is needed\n')
    return 1
  }
  const changes = await accessChanges(all.needed, context)
  const sink = json ? messages : output
  const paint = painter(json ? colour : outputColour)
  sink.write(
    renderAccessChanges(
      changes.map(({ change }) => change),
      paint,
    ),
  )
  if (changes.some(({ change }) => change.state === 'by-hand')) {
    messages.write('access without --apply prints what is to be done by hand\n')
  }
  sayAssumptions(documents, context)
  const decision = await decideAccess(changes, call, context)
  const applied = decision === 'write' ? await carryOutAccess(changes, context) : []
  if (json) {
    const document = { documents, ...applyDocument(changes, applied), ...leftOut(all) }
    writeJson(output, document satisfies AccessOutput)
  }
  const isRefused = changes.some(({ change }) => change.state === 'refused')
  if (decision === 'nothing-to-do' && !isRefused) messages.write('nothing to do\n')
  return exitCode(decision, isRefused, applied)
}

function exitCode(
  decision: AccessDecision,
  isRefused: boolean,
  applied: readonly AppliedOutput[],
): number {
  if (decision === 'no') return 1
  if (applied.some(({ outcome }) => outcome === 'skipped')) return 130
  return isRefused || applied.some(({ outcome }) => outcome === 'failed') ? 1 : 0
}

function applyDocument(
  changes: readonly ConnectedChange[],
  applied: readonly AppliedOutput[],
): Pick<AccessOutput, 'changes' | 'applied'> {
  return {
    changes: changes.map(({ change }) => accessChangeDocument(change)),
    applied,
  }
}

function leftOut({
  unreadable,
  unlisted,
}: ChosenAccess): Pick<AccessOutput, 'unreadable' | 'unlisted'> {
  return {
    unreadable: unreadable.map(({ location, id, error }) => ({
      location: formatLocation(location),
      ...(id === '' ? {} : { id }),
      ...errorDocument(error),
    })),
    ...unlistedDocument(unlisted),
  }
}

function formatOf(call: CommandCall): AccessFormat | undefined {
  const format = valueOf(call, 'format')
  return format === 'json' || format === 'terraform' || format === 'commands' ? format : undefined
}
