import type { OssProviderOptions } from '@bucket-inventory/alibaba-oss'
import { ContainerModule } from 'inversify'

import { tokens } from './tokens.ts'

/** Binds the provider of OSS. Needs `@bucket-inventory/alibaba-oss` and `ali-oss`. */
export function alibabaOssModule(options: OssProviderOptions = {}): ContainerModule {
  return new ContainerModule(async ({ bind }) => {
    const { createOssProvider } = await import('@bucket-inventory/alibaba-oss')
    bind(tokens.provider).toResolvedValue(() => createOssProvider(options))
  })
}
