import { isInventoryError } from '@bucket-inventory/core'

import type { S3Requests } from '../s3-requests.ts'

/** The live inventory table of S3 Metadata. */
export interface MetadataTable {
  readonly name: string
  /** `CREATING`, `BACKFILLING`, `ACTIVE`, `FAILED`. */
  readonly status: string
}

/** One request; `undefined` where the bucket has no such table. As the SDK reads it: no page shows the document. */
export async function lookAtMetadataTable(
  requests: S3Requests,
  bucket: string,
): Promise<MetadataTable | undefined> {
  try {
    const { output } = await requests.exchange({
      bucket,
      missing: 'S3 Metadata',
      command: (sdk) => new sdk.GetBucketMetadataConfigurationCommand({ Bucket: bucket }),
      modelled: true,
    })
    const whole = valueAt(output, 'GetBucketMetadataConfigurationResult')
    const configuration = valueAt(whole, 'MetadataConfigurationResult')
    const table = valueAt(configuration, 'InventoryTableConfigurationResult')
    if (valueAt(table, 'ConfigurationState') !== 'ENABLED') return undefined
    return { name: textAt(table, 'TableName'), status: textAt(table, 'TableStatus') }
  } catch (error) {
    // Servers and regions without the feature have no tables either.
    const none =
      isInventoryError(error, 'unsupported') ||
      (isInventoryError(error, 'not-found') && error.service?.code !== 'NoSuchBucket')
    if (none) return undefined
    throw error
  }
}

function textAt(value: unknown, key: string): string {
  const found = valueAt(value, key)
  return typeof found === 'string' ? found : 'unknown'
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
