import type { InventoryConfiguration, NativeRemainder } from '@bucket-inventory/core'
import { fitRemainder } from '@bucket-inventory/xml'
import type { FitOptions, KnownElements } from '@bucket-inventory/xml'

import { elementAt } from './native-remainder.ts'
import type { OssConfiguration } from './oss-configuration.ts'
import { toOssElements } from './oss-document.ts'
import type { OssFindings } from './oss-findings.ts'
import { ossFrequencies, provider } from './oss-words.ts'

const bucketPath = ['Destination', 'OSSBucketDestination', 'Bucket'] as const

/**
 * What this provider holds beyond the neutral words, as far as it says nothing that the configuration says: an element
 * that the neutral words cover would change it on its way. `undefined` if nothing is left.
 */
export function keepRemainder(
  configuration: InventoryConfiguration,
  native: OssConfiguration,
  findings: OssFindings,
): NativeRemainder | undefined {
  const remainder = configuration.native?.[provider]
  if (remainder === undefined) return undefined
  const { kept, lost } = fitRemainder(toOssElements(native), remainder, elementsOf(native))
  // An unusual form of the name of the bucket is part of the destination already.
  const { Bucket } = native.Destination.OSSBucketDestination
  const isCarried = elementAt(remainder, bucketPath) === Bucket
  const left = isCarried ? lost.filter((place) => place !== bucketPath.join('/')) : lost
  if (left.length > 0) {
    findings.lossy(
      `native.${provider}`,
      left,
      'native-lost',
      `${left.join(', ')}: the configuration says this by itself; what was kept of the document is left out`,
    )
  }
  return kept
}

/** A day or an automatic deletion beside a frequency that has none says nothing in neutral words. */
function elementsOf({ Schedule: { Frequency } }: OssConfiguration): FitOptions {
  const schedule: KnownElements = {
    Frequency: 'text',
    ...(Frequency === ossFrequencies.month ? { DayOfMonth: 'text' } : {}),
    ...(Frequency === ossFrequencies.once ? { AutoDelete: 'text' } : {}),
  }
  return {
    known: { ...known, Schedule: schedule },
    telling: ['IncrementalInventory', 'SSE-KMS', 'SSE-OSS'],
    choices: ['Encryption'],
  }
}

const known: KnownElements = {
  Id: 'text',
  IsEnabled: 'text',
  Filter: {
    Prefix: 'text',
    LastModifyBeginTimeStamp: 'text',
    LastModifyEndTimeStamp: 'text',
    LowerSizeBound: 'text',
    UpperSizeBound: 'text',
    StorageClass: 'text',
  },
  Destination: {
    OSSBucketDestination: {
      Format: 'text',
      AccountId: 'text',
      RoleArn: 'text',
      Bucket: 'text',
      Prefix: 'text',
      Encryption: { 'SSE-OSS': {}, 'SSE-KMS': { KeyId: 'text' } },
    },
  },
  IncludedObjectVersions: 'text',
  OptionalFields: { Field: 'text' },
  IncrementalInventory: {
    IsEnabled: 'text',
    Schedule: { Frequency: 'text' },
    OptionalFields: { Field: 'text' },
  },
}
