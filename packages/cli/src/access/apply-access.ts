import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { AccessChange, DeliveryAccess } from '@bucket-inventory/core'

import { agreed } from '../apply/agreed.ts'
import type { CommandCall, CommandContext } from '../command.ts'
import type { AppliedOutput } from '../output/access-output.ts'
import { painter } from '../output/colour.ts'
import { errorDocument } from '../output/error-document.ts'
import { printable } from '../output/printable.ts'
import { documentInWords } from '../output/render-access.ts'
import { renderError } from '../output/render-error.ts'
import type { NeededAccess } from './needed-access.ts'

/** A change, and what carries it out. */
export interface ConnectedChange {
  readonly access: DeliveryAccess
  readonly change: AccessChange
}

/** What carrying out all documents would do. Looks; changes nothing. */
export async function accessChanges(
  needed: readonly NeededAccess[],
  { signal }: Pick<CommandContext, 'signal'>,
): Promise<readonly ConnectedChange[]> {
  const changes: ConnectedChange[] = []
  for (const { access, documents } of needed) {
    for (const change of await access.changes(documents, { signal }))
      changes.push({ access, change })
  }
  return changes
}

/** Whether to write: what has our name too, only the rest, or nothing. */
export type AccessDecision = 'write' | 'nothing-to-do' | 'no'

/**
 * Whether the changes are wanted: asked, but for `--yes`; where something else has our name that is asked for by itself,
 * but for `--replace`. Says why where it is no.
 */
export async function decideAccess(
  changes: readonly ConnectedChange[],
  call: CommandCall,
  { ask, messages }: Pick<CommandContext, 'ask' | 'messages'>,
): Promise<AccessDecision> {
  const states = changes.map(({ change }) => change.state)
  const replaced = states.filter((state) => state === 'replace').length
  const written = states.filter((state) => writes.has(state)).length
  if (written === 0) return 'nothing-to-do'
  const nobody = ask === undefined || call.arguments.includes('-')
  const refuse = (reason: string): AccessDecision => {
    messages.write(`not applied: nothing was changed${reason}\n`)
    return 'no'
  }
  const yes = call.switches.includes('yes')
  if (replaced > 0 && !call.switches.includes('replace')) {
    const what = replaced === 1 ? 'one of these' : `${replaced} of these`
    if (nobody || yes) {
      return refuse(
        `, as something else has the name of ${what}; --replace writes ours in its place`,
      )
    }
    const answer = await ask(
      `Something else has the name of ${what}. Write ours in its place? [y/N] `,
    )
    if (!agreed(answer)) return refuse('')
  }
  if (yes) return 'write'
  const all = written === 1 ? 'this change' : `these ${written} changes`
  if (nobody) return refuse(`: nobody can be asked here whether to apply ${all}; add --yes`)
  return agreed(await ask(`Apply ${all}? [y/N] `)) ? 'write' : refuse('')
}

const writes: ReadonlySet<AccessChange['state']> = new Set(['create', 'extend', 'replace'])

/** Carries out one change after the other, and says what became of each. Goes on after one that fails. */
export async function carryOutAccess(
  changes: readonly ConnectedChange[],
  { messages, colour, signal, interruption = signal }: CommandContext,
): Promise<readonly AppliedOutput[]> {
  const paint = painter(colour)
  const applied: AppliedOutput[] = []
  for (const { access, change } of changes) {
    const { provider, kind, subject, state } = change
    const of = { provider, kind, subject }
    const say = (word: string) => messages.write(`${word} ${printable(documentInWords(change))}\n`)
    if (!writes.has(state)) {
      applied.push({ ...of, outcome: unwritten(state) })
      continue
    }
    if (interruption.aborted) {
      applied.push({ ...of, outcome: 'skipped' })
      continue
    }
    try {
      // Whoever is not heard any more has agreed to it before.
      await access.apply(change, { replace: state === 'replace', signal: interruption })
      applied.push({ ...of, outcome: 'applied' })
      say(paint('green', 'applied'))
    } catch (error) {
      if (interruption.aborted && !isInventoryError(error)) {
        applied.push({ ...of, outcome: 'skipped' })
        say(paint('yellow', 'interrupted'))
        continue
      }
      if (!isInventoryError(error)) throw error
      applied.push({ ...of, outcome: 'failed', ...errorDocument(error) })
      messages.write(renderError(named(error, change), paint))
    }
  }
  return applied
}

function unwritten(state: AccessChange['state']): 'unchanged' | 'by-hand' | 'refused' {
  return state === 'by-hand' || state === 'refused' ? state : 'unchanged'
}

/** The error with what it is about in front. */
function named(error: InventoryError, change: AccessChange): InventoryError {
  const { code, message, service } = error
  return new InventoryError(code, `${documentInWords(change)}: ${message}`, {
    ...(service === undefined ? {} : { service }),
    cause: error,
  })
}
