import { capabilitiesFor, supportOfPath, supportOfValue } from '@bucket-inventory/core'
import type { AccessSubject, Check, InventoryFilter } from '@bucket-inventory/core'

import { ossCapabilities } from '../oss-capabilities.ts'
import type { BucketInfo } from './bucket-info.ts'
import { failure, ok, unseen, warning } from './check-result.ts'
import { valueOf } from './looks.ts'
import type { Seen } from './looks.ts'

/** What is to be known of the listed bucket, and of its region. */
export function checkSource(
  { bucket, configuration }: AccessSubject,
  look: Seen<BucketInfo | undefined>,
  knownRegion: string | undefined,
): readonly Check[] {
  const region = valueOf(look)?.region ?? knownRegion
  return [
    sourceCheck(bucket, look),
    ...versionsCheck(bucket, configuration.versions, look),
    ...(configuration.filter === undefined ? [] : filterCheck(configuration.filter, region)),
    scheduleCheck(configuration, region),
  ]
}

function sourceCheck(bucket: string, look: Seen<BucketInfo | undefined>): Check {
  const name = 'source-bucket'
  if ('unseen' in look) return unseen(name, look.unseen, 'oss:GetBucketInfo on the listed bucket')
  if (look.value === undefined) {
    return failure(name, `there is no bucket "${bucket}"`, 'make it, or name another one')
  }
  const { owner, region } = look.value
  return ok(name, `bucket "${bucket}" is in ${region} and of account ${owner}`)
}

function versionsCheck(
  bucket: string,
  versions: string,
  look: Seen<BucketInfo | undefined>,
): readonly Check[] {
  const name = 'source-versions'
  if (versions !== 'all') return []
  if ('unseen' in look) {
    return [unseen(name, look.unseen, 'oss:GetBucketInfo on the listed bucket')]
  }
  if (look.value === undefined) return []
  const { versioning } = look.value
  if (versioning !== undefined) {
    return [ok(name, `versioning of bucket "${bucket}" is ${versioning}`)]
  }
  return [
    warning(
      name,
      `all versions are listed, and bucket "${bucket}" never had versions`,
      'list current objects only, or switch versioning on',
    ),
  ]
}

function filterCheck(filter: InventoryFilter, region: string | undefined): readonly Check[] {
  const name = 'filters-honoured'
  const asked = (['lastModified', 'size', 'storageClasses'] as const).filter(
    (part) => filter[part] !== undefined,
  )
  if (asked.length === 0) return []
  const tables = capabilitiesFor(ossCapabilities, region === undefined ? {} : { region })
  const doubtful = asked.filter(
    (part) => supportOfPath(tables, `filter.${part}`).support !== 'native',
  )
  const place = region ?? 'a region that is not known'
  if (doubtful.length === 0) {
    return [ok(name, `the filters by ${asked.join(', ')} are documented for ${place}`)]
  }
  return [
    warning(
      name,
      `nothing shows that the filters by ${doubtful.join(', ')} are honoured in ${place}`,
      'apply them when reports are read, too',
    ),
  ]
}

function scheduleCheck(
  { schedule }: AccessSubject['configuration'],
  region: string | undefined,
): Check {
  const name = 'schedule-available'
  const { every } = schedule
  const tables = capabilitiesFor(ossCapabilities, region === undefined ? {} : { region })
  if (supportOfValue(tables, 'schedule.every', every) !== 'native') {
    return warning(
      name,
      `there are no reports every "${every}" in ${region ?? 'the region'}`,
      'take another schedule: a week is the next one',
    )
  }
  if (every === 'once' && 'deleteAfterRun' in schedule && schedule.deleteAfterRun) {
    return warning(
      name,
      'OSS deletes the inventory when its report is written: whoever puts it again starts another run',
      'put it once, and do not take its absence for drift',
    )
  }
  return ok(name, `reports are written every "${every}"`.replace('every "once"', 'once'))
}
