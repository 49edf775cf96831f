import type { AccessSubject, Check } from '@bucket-inventory/core'

import type { BucketInfo } from './bucket-info.ts'
import { ok, unseen, warning } from './check-result.ts'
import { deliveryOf, reportsPrefix } from './delivery-of.ts'
import type { Lifecycle } from './lifecycle-document.ts'
import { valueOf } from './looks.ts'
import type { Seen } from './looks.ts'
import { readRule } from './read-rule.ts'
import type { ReadRule } from './read-rule.ts'
import { retentionDocument } from './retention.ts'

const name = 'report-retention'

/** Whether old reports go, and new ones stay until they are read. */
export function checkRetention(
  subject: AccessSubject,
  destination: Seen<BucketInfo | undefined>,
  look: Seen<Lifecycle>,
): Check {
  if ('unseen' in look) {
    return unseen(name, look.unseen, 'oss:GetBucketLifecycle on the destination')
  }
  const delivery = deliveryOf(subject)
  const below = reportsPrefix(delivery)
  const rules = look.value.rules.map(readRule).filter((rule) => rule.isEnabled && !rule.isNarrowed)
  const covering = rules.filter(({ prefix }) => below.startsWith(prefix))
  // A part of a report is enough to lose it.
  const touching = rules.filter(
    ({ prefix }) => below.startsWith(prefix) || prefix.startsWith(below),
  )
  const hurry = hurryOf(periods.get(subject.configuration.schedule.every), touching)
  if (hurry !== undefined) return hurry
  const rule = covering.find(({ days }) => days !== undefined)
  const versioning = valueOf(destination)?.versioning
  const adding = (how: string) =>
    `${how}: ${JSON.stringify(retentionDocument(delivery, 30, versioning !== undefined).content)}`
  if (rule === undefined) {
    return warning(
      name,
      `no lifecycle rule of bucket "${delivery.destination}" expires what lies below "${below}": reports are kept for ever`,
      adding('add a rule as this one to it'),
    )
  }
  const evidence = `${nameOf(rule)} expires what lies below "${below}" after ${rule.days} days`
  if (versioning === undefined || covering.some(({ expiresNoncurrent }) => expiresNoncurrent)) {
    return ok(name, evidence)
  }
  return warning(
    name,
    `${evidence}, and as versioning of the bucket is ${versioning} they stay as versions that are not current`,
    adding('let it expire those too, as this one does'),
  )
}

/** A rule that takes reports away, or out of reach, before the next one is there. */
function hurryOf(period: number | undefined, rules: readonly ReadRule[]): Check | undefined {
  if (period === undefined) return undefined
  for (const rule of rules) {
    if (rule.days !== undefined && rule.days <= period) {
      return warning(
        name,
        `${nameOf(rule)} expires reports after ${rule.days} days, before the next one is there`,
        `let it expire them after ${period + 1} days or more`,
      )
    }
    const archiving = rule.transitions.find(
      ({ days, storageClass }) => days <= period && storageClass.endsWith('Archive'),
    )
    if (archiving !== undefined) {
      return warning(
        name,
        `${nameOf(rule)} moves reports to ${archiving.storageClass} after ${archiving.days} days, before the next one is there; they must be restored then to be read`,
        `let it leave them alone for ${period + 1} days or more`,
      )
    }
  }
  return undefined
}

/** In days. */
const periods: ReadonlyMap<string, number> = new Map([
  ['day', 1],
  ['week', 7],
  ['month', 31],
])

function nameOf({ id, prefix }: ReadRule): string {
  return id === '' ? `the lifecycle rule on "${prefix}"` : `the lifecycle rule "${id}"`
}
