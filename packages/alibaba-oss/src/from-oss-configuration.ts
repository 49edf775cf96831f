import { formatInstant } from '@bucket-inventory/core'
import type {
  BucketScope,
  Destination,
  Encryption,
  Incremental,
  InventoryFilter,
  NativeRemainder,
  Schedule,
  StoredInventory,
} from '@bucket-inventory/core'

import { withElement } from './native-remainder.ts'
import { neutralIncrementalField, neutralInventoryField } from './neutral-field.ts'
import { neutralStorageClass } from './neutral-storage-class.ts'
import { classesIn, normaliseOssFilter } from './normalise-oss-filter.ts'
import { bucketOfArn, ossBucketArn } from './oss-arn.ts'
import type {
  OssBucketDestination,
  OssConfiguration,
  OssEncryption,
  OssFields,
  OssFilter,
  OssIncremental,
  OssSchedule,
} from './oss-configuration.ts'
import { neutralWord, ossFormats, ossFrequencies, ossVersions, provider } from './oss-words.ts'

/**
 * What the service holds, in neutral words. Pure, and the same in every region. What they do not cover is in
 * `configuration.native['alibaba-oss']`.
 */
export function fromOssConfiguration(
  native: OssConfiguration,
  _scope: BucketScope = {},
): StoredInventory {
  const { Filter, Destination, IncrementalInventory } = native
  const filter = Filter === undefined ? undefined : fromFilter(Filter)
  const remainder = remainderOf(native)
  return {
    configuration: {
      id: native.Id,
      enabled: native.IsEnabled,
      schedule: fromSchedule(native.Schedule),
      versions: neutralWord(ossVersions, native.IncludedObjectVersions),
      ...(filter === undefined ? {} : { filter }),
      fields: named(native.OptionalFields).map(neutralInventoryField),
      destination: fromDestination(Destination.OSSBucketDestination),
      ...(IncrementalInventory === undefined
        ? {}
        : { incremental: fromIncremental(IncrementalInventory) }),
      ...(remainder === undefined ? {} : { native: { [provider]: remainder } }),
    },
    findings: [],
  }
}

function fromSchedule({ Frequency, DayOfMonth, AutoDelete }: OssSchedule): Schedule {
  const every = neutralWord(ossFrequencies, Frequency)
  if (every === 'month') {
    return isDay(DayOfMonth) ? { every, dayOfMonth: DayOfMonth } : { every }
  }
  if (every === 'once') {
    return AutoDelete === undefined ? { every } : { every, deleteAfterRun: AutoDelete }
  }
  return { every }
}

function fromFilter(filter: OssFilter): InventoryFilter | undefined {
  const normal = normaliseOssFilter(filter)
  if (normal === undefined) return undefined
  const { Prefix, StorageClass } = normal
  const { LastModifyBeginTimeStamp: begin, LastModifyEndTimeStamp: end } = normal
  const { LowerSizeBound: min, UpperSizeBound: max } = normal
  return {
    ...(Prefix === undefined ? {} : { prefix: Prefix }),
    ...(begin === undefined && end === undefined
      ? {}
      : {
          lastModified: {
            ...(begin === undefined ? {} : { from: formatInstant(begin * 1000) }),
            ...(end === undefined ? {} : { to: formatInstant(end * 1000) }),
          },
        }),
    ...(min === undefined && max === undefined
      ? {}
      : {
          size: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) },
        }),
    ...(StorageClass === undefined
      ? {}
      : { storageClasses: [...new Set(classesIn(StorageClass))].map(neutralStorageClass) }),
  }
}

function fromDestination(native: OssBucketDestination): Destination {
  const { Prefix } = native
  const encryption = native.Encryption === undefined ? undefined : fromEncryption(native.Encryption)
  return {
    bucket: bucketOfArn(native.Bucket),
    ...(Prefix === undefined || Prefix === '' ? {} : { prefix: Prefix }),
    accountId: native.AccountId,
    roleArn: native.RoleArn,
    format: neutralWord(ossFormats, native.Format),
    ...(encryption === undefined ? {} : { encryption }),
  }
}

function fromEncryption(native: OssEncryption): Encryption | undefined {
  const kms = native['SSE-KMS']
  if (kms !== undefined) {
    const { KeyId } = kms
    return KeyId === undefined || KeyId === '' ? { type: 'kms' } : { type: 'kms', keyId: KeyId }
  }
  return native['SSE-OSS'] === undefined ? undefined : { type: 'provider-managed' }
}

function fromIncremental({ IsEnabled, Schedule, OptionalFields }: OssIncremental): Incremental {
  return {
    enabled: IsEnabled,
    ...(Schedule === undefined ? {} : { everySeconds: Schedule.Frequency }),
    fields: named(OptionalFields).map(neutralIncrementalField),
  }
}

function named(fields: OssFields | undefined): readonly string[] {
  return fields?.Field ?? []
}

function isDay(day: number | undefined): day is number {
  return day !== undefined && day !== 0
}

/** What the document has left, with what has no neutral word where it stands. */
function remainderOf(native: OssConfiguration): NativeRemainder | undefined {
  const { Frequency, DayOfMonth, AutoDelete } = native.Schedule
  const { Bucket } = native.Destination.OSSBucketDestination
  let remainder = native.remainder ?? {}
  if (Frequency !== ossFrequencies.month && isDay(DayOfMonth)) {
    remainder = withElement(remainder, ['Schedule', 'DayOfMonth'], String(DayOfMonth))
  }
  if (Frequency !== ossFrequencies.once && AutoDelete === true) {
    remainder = withElement(remainder, ['Schedule', 'AutoDelete'], 'true')
  }
  if (ossBucketArn(bucketOfArn(Bucket)) !== Bucket) {
    remainder = withElement(remainder, ['Destination', 'OSSBucketDestination', 'Bucket'], Bucket)
  }
  return Object.keys(remainder).length === 0 ? undefined : remainder
}
