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
export { readOssDocument, writeOssDocument } from './oss-document.ts'
export { toOssConfiguration } from './to-oss-configuration.ts'
