import { InventoryError } from '@bucket-inventory/core'

import type { Counted, ReportSummary } from '../report/report-summary.ts'
import { countedAs } from '../report/tally.ts'
import { timeInWords } from '../words/quantities.ts'
import { listedPrefixes } from './listed-prefixes.ts'
import type { ListedPrefixes } from './listed-prefixes.ts'
import type { GrowthSide, PrefixGrowth, ReportGrowth, StorageClassGrowth } from './report-growth.ts'

const day = 86_400_000

/** What changed between two reports. Rejects reports in the wrong order with `invalid-input`. */
export function summarizeGrowth(before: ReportSummary, after: ReportSummary): ReportGrowth {
  if (before.time > after.time) {
    throw new InventoryError(
      'invalid-input',
      `the report of ${timeInWords(before.time)} is no earlier than that of ${timeInWords(after.time)}: give the earlier one first`,
    )
  }
  const days = (after.time - before.time) / day
  const change = changeOf(before, after)
  const depth = Math.min(before.prefixes.depth, after.prefixes.depth)
  const storageClasses = classGrowth(before, after)
  return {
    before: sideOf(before),
    after: sideOf(after),
    days,
    change,
    ...(days === 0 ? {} : { perDay: perDay(change, days) }),
    depth,
    prefixes: prefixGrowth(
      listedPrefixes(before.prefixes.root, depth),
      listedPrefixes(after.prefixes.root, depth),
    ),
    ...(storageClasses === undefined ? {} : { storageClasses }),
  }
}

function sideOf({ bucket, provider, time, objects, bytes }: ReportSummary): GrowthSide {
  return { bucket, provider, time, ...countedAs(objects, bytes ?? 0, bytes !== undefined) }
}

function changeOf(before: Counted, after: Counted): Counted {
  const sized = before.bytes !== undefined && after.bytes !== undefined
  return countedAs(after.objects - before.objects, (after.bytes ?? 0) - (before.bytes ?? 0), sized)
}

function perDay({ objects, bytes }: Counted, days: number): Counted {
  return countedAs(objects / days, (bytes ?? 0) / days, bytes !== undefined)
}

function prefixGrowth(before: ListedPrefixes, after: ListedPrefixes): PrefixGrowth[] {
  const names = new Set([...before.counts.keys(), ...after.counts.keys()])
  return [...names]
    .map((prefix) => growthOf(prefix, before, after))
    .toSorted(
      (one, other) =>
        weight(other) - weight(one) ||
        Math.abs(other.change?.objects ?? 0) - Math.abs(one.change?.objects ?? 0) ||
        (one.prefix < other.prefix ? -1 : 1),
    )
}

function growthOf(prefix: string, before: ListedPrefixes, after: ListedPrefixes): PrefixGrowth {
  const then = before.counts.get(prefix)
  const now = after.counts.get(prefix)
  const sides = {
    ...(then === undefined ? {} : { before: then }),
    ...(now === undefined ? {} : { after: now }),
  }
  if (!before.isExact(prefix) || !after.isExact(prefix)) {
    return { prefix, state: 'unknown', ...sides }
  }
  const nothing = { objects: 0, bytes: 0 }
  const change = changeOf(then ?? nothing, now ?? nothing)
  const same = change.objects === 0 && (change.bytes ?? 0) === 0
  const changed = same ? 'unchanged' : 'changed'
  const state = then === undefined ? 'new' : now === undefined ? 'gone' : changed
  return { prefix, state, ...sides, change }
}

function weight({ change }: PrefixGrowth): number {
  return Math.abs(change?.bytes ?? change?.objects ?? 0)
}

function classGrowth(
  before: ReportSummary,
  after: ReportSummary,
): StorageClassGrowth[] | undefined {
  const then = classesOf(before)
  const now = classesOf(after)
  if (then === undefined || now === undefined) return undefined
  return [...new Set([...now.keys(), ...then.keys()])].map((storageClass) => {
    const earlier = then.get(storageClass) ?? countedAs(0, 0, before.bytes !== undefined)
    const later = now.get(storageClass) ?? countedAs(0, 0, after.bytes !== undefined)
    return { storageClass, before: earlier, after: later, change: changeOf(earlier, later) }
  })
}

function classesOf({ storageClasses }: ReportSummary): Map<string, Counted> | undefined {
  return (
    storageClasses &&
    new Map(
      storageClasses.map(({ native = 'unknown', objects, bytes }) => [
        native,
        countedAs(objects, bytes ?? 0, bytes !== undefined),
      ]),
    )
  )
}
