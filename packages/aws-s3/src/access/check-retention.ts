import type { Check } from '@bucket-inventory/core'

import { found, passed, unseen } from './check-outcome.ts'
import { statedSubjects } from './check-stated.ts'
import type { CheckedSubject } from './check-subject.ts'
import { retentionRules } from './retention.ts'
import type { LifecycleRule } from './s3-look-documents.ts'
import { rootOf } from './s3-subject.ts'

const name = 'report-retention'

/** Whether old reports go, and new ones stay until they are read. */
export async function checkRetention(subject: CheckedSubject): Promise<readonly Check[]> {
  const { configuration, destination, destinationPlace, looks, signal, reports } = subject
  const { bucket } = configuration.destination
  if (destination.state === 'missing') return []
  const look = await looks.lifecycle(destinationPlace, signal)
  if ('error' in look) {
    const right = `s3:GetLifecycleConfiguration on bucket "${bucket}"`
    return [unseen(name, `the lifecycle rules of bucket "${bucket}"`, look.error, right)]
  }
  const active = look.found.filter(({ enabled, narrowed }) => enabled && !narrowed)
  const covering = active.filter(({ prefix }) => reports.startsWith(prefix))
  // A part of a report is enough to lose it.
  const within = active.filter(({ prefix }) => prefix.startsWith(reports))
  const hurry = checkHurry(subject, new Set([...covering, ...within]))
  if (hurry !== undefined) return [hurry]
  const expiring = covering.filter(({ days }) => days !== undefined)
  const [rule] = expiring.toSorted((one, other) => other.prefix.length - one.prefix.length)
  if (rule === undefined) {
    const evidence = `no lifecycle rule of bucket "${bucket}" expires reports under "${reports}": they stay forever`
    return [found(name, 'warning', evidence, addRule(subject))]
  }
  return [await checkRule(subject, rule, covering)]
}

async function checkRule(
  subject: CheckedSubject,
  rule: LifecycleRule,
  covering: readonly LifecycleRule[],
): Promise<Check> {
  const { configuration, destinationPlace, looks, signal, reports, bucket } = subject
  const evidence = `${nameOf(rule)} expires reports under "${reports}" after ${rule.days} days`
  // The prefix alone, or less, is everybody's who writes there.
  if (!rule.prefix.startsWith(`${rootOf(configuration)}${bucket}`)) {
    const others = `${evidence}, and everything else under "${rule.prefix}"`
    return found(name, 'warning', others, addRule(subject))
  }
  if (covering.some(({ noncurrentDays }) => noncurrentDays !== undefined)) {
    return passed(name, evidence)
  }
  const look = await looks.versioning(destinationPlace, signal)
  if ('error' in look) {
    const target = configuration.destination.bucket
    const right = `s3:GetBucketVersioning on bucket "${target}"`
    return unseen(name, `whether bucket "${target}" keeps versions`, look.error, right)
  }
  if (look.found === '') return passed(name, evidence)
  const kept = `${evidence}, and as the bucket keeps versions they stay as such that are not current`
  return found(name, 'warning', kept, addRule(subject))
}

/** A rule that takes reports away before the next one is there. */
function checkHurry(subject: CheckedSubject, rules: Iterable<LifecycleRule>): Check | undefined {
  const { configuration } = subject
  const period = configuration.schedule.every === 'day' ? 1 : 7
  for (const rule of rules) {
    if (rule.date !== undefined) {
      const evidence = `${nameOf(rule)} expires all reports at ${rule.date}, and from then on new ones as soon as they are written`
      return found(name, 'warning', evidence, addRule(subject, 'instead of it, '))
    }
    if (rule.days !== undefined && rule.days <= period) {
      const evidence = `${nameOf(rule)} expires reports after ${rule.days} days, before the next one is there`
      return found(name, 'warning', evidence, `let it expire them after ${period + 1} days or more`)
    }
    const archiving = rule.transitions.find(
      ({ days, storageClass }) => days <= period && archives.has(storageClass),
    )
    if (archiving !== undefined) {
      const { days, storageClass } = archiving
      const evidence = `${nameOf(rule)} moves reports to ${storageClass} after ${days} days, before the next one is there; they must be restored then to be read`
      const fix = `let it leave "${subject.reports}" alone for ${period + 1} days or more`
      return found(name, 'warning', evidence, fix)
    }
  }
  return undefined
}

/** Classes whose objects cannot be read as they are. */
const archives: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE'])

function nameOf({ id, prefix }: LifecycleRule): string {
  return id === '' ? `the lifecycle rule on "${prefix}"` : `lifecycle rule "${id}"`
}

/** The rule that this library makes, whole; it is for versions too, which does nothing where there are none. */
function addRule(subject: CheckedSubject, how = ''): string {
  const place = `the lifecycle configuration of bucket "${subject.configuration.destination.bucket}"`
  const [document] = retentionRules(statedSubjects(subject), { retainDays: 30, versioned: true })
  return document === undefined
    ? `${how}add a rule to ${place} that expires what lies under "${subject.reports}"`
    : `${how}add this rule to ${place}: ${JSON.stringify(document.content)}`
}
