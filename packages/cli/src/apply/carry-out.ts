import type { InventoryClient } from '@bucket-inventory/client'
import type { Plan } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext } from '../command.ts'
import { concurrencyFlag } from '../input/plan-flags.ts'
import { Journal } from '../journal/journal.ts'
import { planSummary } from '../output/plan-summary.ts'
import type { CarriedOut } from './carried-out.ts'
import { Progress } from './progress.ts'
import { SnapshotKeeper } from './snapshot-keeper.ts'

/** Where what is replaced or deleted is kept, where nobody says it. */
export const snapshotFolder = 'bucket-inventory-snapshots'

export interface CarryOutSettings {
  /** Whether to look first if what the plan rests on is still so. Default: false. */
  readonly recheck?: boolean
  /** Steps that are carried out at a time. Default: the client's. */
  readonly concurrency?: number
  /** Where snapshots go. Default: {@link snapshotFolder}. */
  readonly snapshots?: string
}

/** What the flags of a command say about how to carry out. Throws `invalid-input`. */
export function carryOutFlags(call: CommandCall): CarryOutSettings {
  const concurrency = concurrencyFlag(call)
  const snapshots = valueOf(call, 'snapshots')
  return {
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(snapshots === undefined ? {} : { snapshots }),
  }
}

/**
 * Carries out a plan: what is replaced or deleted is on the disk before, what happens is said on the way, and what is
 * written is noted in the journal. Goes on where nobody reads the output any more.
 */
export async function carryOut(
  client: InventoryClient,
  plan: Plan,
  { snapshots = snapshotFolder, ...how }: CarryOutSettings,
  context: CommandContext,
): Promise<CarriedOut> {
  const { interruption: signal = context.signal } = context
  const keeper = new SnapshotKeeper(snapshots, plan.connections, context)
  const { create, replace, delete: deletions } = planSummary(plan.steps)
  const journal = new Journal(context)
  const progress = new Progress(create + replace + deletions, context)
  try {
    const outcomes = await client.apply(plan, {
      ...how,
      signal,
      beforeLoss: (step, previous) => keeper.keep(step, previous),
      onEvent: (event) => {
        progress.on(event)
        journal.on(event)
      },
    })
    return { outcomes, keeper, interrupted: signal.aborted }
  } finally {
    progress.end()
    await journal.settled()
  }
}
