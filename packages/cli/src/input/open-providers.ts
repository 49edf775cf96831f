import type { InventoryClient } from '@bucket-inventory/client'
import {
  alibabaOssModule,
  awsS3Module,
  createContainer,
  tokens,
} from '@bucket-inventory/client/container'
import type { BucketInventories, InventoryProvider, Location } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { ossSettings, requireOssRegion } from './settings.ts'

export interface OpenedProviders {
  readonly client: InventoryClient
  /** In the order in which they are shown. */
  readonly providers: readonly InventoryProvider[]
}

/**
 * The composition root: every provider of this command, as the environment says. For S3, the SDK asks the environment
 * itself. Sends nothing.
 */
export async function openProviders({
  environment,
}: Pick<CommandContext, 'environment'>): Promise<OpenedProviders> {
  const container = await createContainer({
    modules: [awsS3Module(), alibabaOssModule(ossSettings(environment))],
  })
  return { client: container.get(tokens.client), providers: container.getAll(tokens.provider) }
}

/** The inventories of a bucket. Throws `invalid-input` for a scheme or connection that is not known. Sends nothing. */
export async function openBucket(
  location: Location,
  context: Pick<CommandContext, 'environment'>,
): Promise<BucketInventories> {
  const { client } = await openProviders(context)
  requireOssRegion(location, context.environment)
  return client.bucket(location)
}
