export { ossChecks } from './access/oss-checks.ts'
export type { OssCheckDescription, OssCheckName } from './access/oss-checks.ts'
export { fromOssConfiguration } from './from-oss-configuration.ts'
export { ossCapabilities } from './oss-capabilities.ts'
export type {
  OssBucketDestination,
  OssConfiguration,
  OssEncryption,
  OssFields,
  OssFilter,
  OssIncremental,
  OssSchedule,
} from './oss-configuration.ts'
export type { OssConnectionOptions, OssCredentials } from './oss-connection.ts'
export { readOssDocument, writeOssDocument } from './oss-document.ts'
export { createOssProvider, OssProvider } from './oss-provider.ts'
export type { OssProviderOptions } from './oss-provider.ts'
export type { AliOssClient, OssAnswer, OssRequest, OssTransport } from './oss-transport.ts'
export type { RetryOptions } from './retry-request.ts'
export { toOssConfiguration } from './to-oss-configuration.ts'
