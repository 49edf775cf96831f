import type {
  BucketScope,
  Destination,
  Encryption,
  InventoryConfiguration,
  NativeRemainder,
  Schedule,
  StoredInventory,
} from '@bucket-inventory/core'

import { fromBucketArn, isReproducible } from './s3-arn.ts'
import type { S3BucketDestination, S3Configuration, S3Encryption } from './s3-configuration.ts'
import { formats, frequencies, neutralColumn, neutralWord, versionChoices } from './s3-words.ts'

/**
 * An S3 configuration in neutral words. Words without a neutral name are qualified, and what has no words at all goes to
 * `native['aws-s3']`, so that nothing is lost on the way back. Pure.
 */
export function fromS3Configuration(
  native: S3Configuration,
  scope: BucketScope = {},
): StoredInventory {
  const { Filter, OptionalFields = [] } = native
  const { S3BucketDestination: place } = native.Destination
  const remainder = isReproducible(place.Bucket, scope.region)
    ? native.remainder
    : withArn(native.remainder, place.Bucket)
  const configuration: InventoryConfiguration = {
    id: native.Id,
    enabled: native.IsEnabled,
    schedule: fromFrequency(native.Schedule.Frequency),
    versions: neutralWord(versionChoices, native.IncludedObjectVersions),
    ...(Filter === undefined || Filter.Prefix === '' ? {} : { filter: { prefix: Filter.Prefix } }),
    fields: OptionalFields.map(neutralColumn),
    destination: fromDestination(place),
    ...(remainder === undefined ? {} : { native: { 'aws-s3': remainder } }),
  }
  return { configuration, findings: [] }
}

function fromFrequency(frequency: string): Schedule {
  return { every: neutralWord(frequencies, frequency) }
}

function fromDestination(place: S3BucketDestination): Destination {
  const { Bucket, Format, AccountId, Prefix, Encryption } = place
  const encryption = Encryption && fromEncryption(Encryption)
  return {
    bucket: fromBucketArn(Bucket),
    ...(Prefix === undefined || Prefix === '' ? {} : { prefix: Prefix }),
    ...(AccountId === undefined ? {} : { accountId: AccountId }),
    format: neutralWord(formats, Format),
    ...(encryption === undefined ? {} : { encryption }),
  }
}

function fromEncryption({ SSES3, SSEKMS }: S3Encryption): Encryption | undefined {
  if (SSEKMS !== undefined) return { type: 'kms', keyId: SSEKMS.KeyId }
  return SSES3 === undefined ? undefined : { type: 'provider-managed' }
}

/** Keeps an ARN that would not be written again from the name of the bucket. */
function withArn(remainder: NativeRemainder | undefined, arn: string): NativeRemainder {
  const destination = recordAt(remainder, 'Destination')
  const place = recordAt(destination, 'S3BucketDestination')
  return {
    ...remainder,
    Destination: { ...destination, S3BucketDestination: { ...place, Bucket: arn } },
  }
}

function recordAt(remainder: NativeRemainder | undefined, name: string): NativeRemainder {
  const value = remainder?.[name]
  return typeof value === 'object' && !isList(value) ? value : {}
}

// Array.isArray does not narrow readonly lists.
function isList(value: NativeRemainder[string]): value is readonly (string | NativeRemainder)[] {
  return Array.isArray(value)
}
