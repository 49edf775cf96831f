import type { FleetBucket, OverFleetOptions } from '@bucket-inventory/client'
import { formatLocation, InventoryError } from '@bucket-inventory/core'
import type * as z from 'zod'

import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext } from '../command.ts'
import type { FleetSource } from '../input/fleet-source.ts'
import { concurrencyFlag } from '../input/plan-flags.ts'
import { FleetLine } from './fleet-line.ts'
import { SavedInventories } from './saved-inventories.ts'
import type { SavedHead } from './saved-inventories.ts'

export interface FleetRun<Row> {
  /** What was asked for, as far as it decides what comes out. */
  readonly head: SavedHead
  /** Of a line that was kept. */
  readonly schema: z.ZodType<Row>
  /** What becomes of the inventories of some buckets, those of a bucket together. */
  readonly work: (buckets: readonly FleetBucket[], options: OverFleetOptions) => AsyncIterable<Row>
}

/**
 * Does the work for all inventories of a fleet, with `--concurrency`, `--save` and `--resume`, and says how far it is on a
 * terminal. Resolves to what became of every inventory, those of a run before included.
 */
export async function runFleet<Row extends { readonly location: string }>(
  buckets: readonly FleetBucket[],
  { head, schema, work }: FleetRun<Row>,
  call: CommandCall,
  context: CommandContext,
): Promise<readonly Row[]> {
  const concurrency = concurrencyFlag(call)
  const save = { file: valueOf(call, 'save'), resume: call.switches.includes('resume') }
  const saved = await SavedInventories.open(save, head, schema, context)
  const left = buckets.filter(({ location }) => !saved.isDone(location))
  const line = new FleetLine(left.length, context)
  try {
    for (const part of save.file === undefined ? [left] : parts(left)) {
      const rows = work(part, {
        ...(concurrency === undefined ? {} : { concurrency }),
        signal: context.signal,
        onSlowDown: (location, milliseconds) => line.slowDown(location, milliseconds),
        onEnded: (location) => line.looked(location),
      })
      for await (const row of rows) {
        await saved.add(row)
        line.on(row.location)
      }
      await saved.endBucket()
    }
  } finally {
    line.clear()
    await saved.close()
  }
  return inOrder(saved.rows, buckets)
}

/** So many buckets are looked at before the first of them is done, and what is not done is not kept. */
const keptTogether = 100

function parts(buckets: readonly FleetBucket[]): readonly (readonly FleetBucket[])[] {
  return Array.from({ length: Math.ceil(buckets.length / keptTogether) }, (_, part) =>
    buckets.slice(part * keptTogether, (part + 1) * keptTogether),
  )
}

/** Of the buckets; what was kept of a bucket that is none of them any more, such as one that is not selected now, is left out. */
function inOrder<Row extends { readonly location: string }>(
  rows: readonly Row[],
  buckets: readonly FleetBucket[],
): readonly Row[] {
  const places = new Map(buckets.map(({ location }, index) => [formatLocation(location), index]))
  return rows
    .filter(({ location }) => places.has(location))
    .toSorted((left, right) => (places.get(left.location) ?? 0) - (places.get(right.location) ?? 0))
}

/** Throws `invalid-input` for what {@link runFleet} would not take, before anything is sent. */
export function checkFleetFlags(call: CommandCall): void {
  concurrencyFlag(call)
  if (!call.switches.includes('resume') || valueOf(call, 'save') !== undefined) return
  throw new InventoryError('invalid-input', '--resume goes on with a file: name it with --save')
}

/** Which inventories were asked for: places as they were written, or a file by what is in it. */
export function askedFor(
  source: FleetSource,
  call: CommandCall,
): Readonly<Record<string, unknown>> {
  if (source.kind === 'places') return { places: source.places }
  const at = valueOf(call, 'at')
  return { file: source.digest, ...(at === undefined ? {} : { at }) }
}
