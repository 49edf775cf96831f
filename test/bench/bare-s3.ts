import {
  GetBucketInventoryConfigurationCommand,
  ListBucketInventoryConfigurationsCommand,
  PutBucketInventoryConfigurationCommand,
} from '@aws-sdk/client-s3'
import type { InventoryConfiguration, S3Client } from '@aws-sdk/client-s3'

import type { BareCalls } from './bare-calls.ts'

/** S3 with the SDK's own model. */
export function bareS3(client: S3Client, configuration: InventoryConfiguration): BareCalls {
  return {
    put: (Bucket, Id) =>
      client.send(
        new PutBucketInventoryConfigurationCommand({
          Bucket,
          Id,
          InventoryConfiguration: { ...configuration, Id },
        }),
      ),
    get: (Bucket, Id) => client.send(new GetBucketInventoryConfigurationCommand({ Bucket, Id })),
    list: async (Bucket) => {
      let count = 0
      let token: string | undefined
      do {
        const page = await client.send(
          new ListBucketInventoryConfigurationsCommand({
            Bucket,
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
        )
        count += page.InventoryConfigurationList?.length ?? 0
        token = page.NextContinuationToken
      } while (token !== undefined)
      return count
    },
  }
}
