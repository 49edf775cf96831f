import type { InventoryClient } from '@bucket-inventory/client'
import {
  forbiddingFindings,
  formatLocation,
  InventoryError,
  isInventoryError,
} from '@bucket-inventory/core'
import type { Declaration, Difference, Plan, PlanStep } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { missingOssRegion } from '../input/missing-oss-region.ts'
import type { Snapshot } from '../input/read-snapshot.ts'
import { Journal } from '../journal/journal.ts'
import { outcomeWord } from '../output/outcome-in-words.ts'
import { SnapshotKeeper } from './snapshot-keeper.ts'

/** What became of a snapshot. */
export type Restored = {
  /** The file that holds what was to be replaced. */
  readonly snapshot?: string
} & (
  | {
      readonly outcome: 'created' | 'replaced' | 'unchanged'
      readonly location: string
      readonly id: string
    }
  | {
      readonly outcome: 'failed'
      readonly error: InventoryError
      /** In what another one that is there differs. */
      readonly differences?: readonly Difference[]
    }
)

export interface RestoreOptions {
  /** What the snapshot is called in messages. */
  readonly file: string
  /** Whether another one is replaced. */
  readonly replace: boolean
}

/**
 * Puts a snapshot back where it was: planned as a declaration of one inventory, and carried out as one. What is replaced is
 * kept in the working folder first. Where another one is there it fails with `conflict`, unless that is to be replaced.
 * Rejects with whatever keeps it from being looked at, and with the signal's own reason.
 */
export async function restoreSnapshot(
  client: InventoryClient,
  snapshot: Snapshot,
  { file: name, replace }: RestoreOptions,
  context: CommandContext,
): Promise<Restored> {
  const { interruption: signal = context.signal } = context
  const declaration = declarationOf(snapshot)
  const [problem] = missingOssRegion(declaration, context.environment)
  if (problem !== undefined) {
    throw new InventoryError('invalid-input', problem.message, { position: { file: name } })
  }
  // It was there as it is: whatever the service shows of it is to be there again.
  const options = { runAgain: true, resend: true, signal }
  const plan = await client.plan(declaration, options).catch((error: unknown) => {
    throw isInventoryError(error, 'invalid-configuration') ? unusable(error, name) : error
  })
  const { id } = snapshot.configuration
  const step = plan.steps.find((candidate) => candidate.id === id)
  const location = formatLocation(snapshot.location)
  const place = { location, id }
  if (step?.action === 'unchanged') return { ...place, outcome: 'unchanged' }
  if (step?.action === 'replace' && !replace) {
    const message = `${location} has another inventory "${id}" than the snapshot; --replace puts the snapshot in its place`
    const error = new InventoryError('conflict', message)
    return { outcome: 'failed', error, differences: step.differences }
  }
  if (step?.action !== 'create' && step?.action !== 'replace')
    throw hindranceOf(step, location, plan)
  const keeper = new SnapshotKeeper('.', plan.connections, context)
  const journal = new Journal(context)
  const [outcome] = await client.apply(
    { ...plan, steps: [step] },
    {
      signal,
      beforeLoss: (changing, previous) => keeper.keep(changing, previous),
      onEvent: (event) => journal.on(event),
    },
  )
  await journal.settled()
  const file = keeper.fileOf(step)
  const kept = file === undefined ? {} : { snapshot: file }
  if (outcome?.outcome === 'failed') return { ...kept, outcome: 'failed', error: outcome.error }
  if (outcome?.outcome === 'skipped') signal.throwIfAborted()
  const word = outcome === undefined ? undefined : outcomeWord(outcome)
  return {
    ...place,
    ...kept,
    outcome: word === 'created' || word === 'replaced' ? word : 'unchanged',
  }
}

function declarationOf({ location, connection, configuration }: Snapshot): Declaration {
  const name = location.connection
  return {
    apiVersion: 'bucket-inventory/v1',
    ...(name === undefined || connection === undefined
      ? {}
      : { connections: { [name]: connection } }),
    inventories: [{ configuration, at: [{ location: formatLocation(location) }] }],
  }
}

/** The paths of the problems lie in the declaration, which nobody wrote. */
function unusable({ problems }: InventoryError, file: string): InventoryError {
  const reasons = problems.map(({ message }) => message).join('; ')
  const message = `${file} is no snapshot that can be used: ${reasons}`
  return new InventoryError('invalid-input', message, { position: { file } })
}

function hindranceOf(step: PlanStep | undefined, location: string, { loss }: Plan): InventoryError {
  if (step?.action === 'blocked') {
    const findings = forbiddingFindings(step, loss, { refuseEmulated: true })
    return new InventoryError(
      'untranslatable',
      `the snapshot of ${location}#${step.id} cannot be put back as it is`,
      { findings },
    )
  }
  return step?.action === 'unreadable'
    ? new InventoryError(step.error.code, step.error.message)
    : new InventoryError('unknown', `${location}: the plan says nothing of the snapshot`)
}
