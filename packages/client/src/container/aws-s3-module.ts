import type { S3ProviderOptions } from '@bucket-inventory/aws-s3'
import { ContainerModule } from 'inversify'

import { tokens } from './tokens.ts'

/** Binds the provider of S3. Needs `@bucket-inventory/aws-s3` and `@aws-sdk/client-s3`. */
export function awsS3Module(options: S3ProviderOptions = {}): ContainerModule {
  return new ContainerModule(async ({ bind }) => {
    const { createS3Provider } = await import('@bucket-inventory/aws-s3')
    bind(tokens.provider).toResolvedValue(() => createS3Provider(options))
  })
}
