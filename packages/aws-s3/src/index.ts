export { evaluatePolicy } from './access/evaluate-policy.ts'
export type { PolicyDecision, PolicyRequest, PolicyResource } from './access/evaluate-policy.ts'
export { inventoryContext } from './access/evaluate-policy-context.ts'
export type {
  ContextValue,
  InventoryContextFacts,
  PolicyContext,
} from './access/evaluate-policy-context.ts'
export type {
  PolicyCondition,
  PolicyPrincipal,
  PolicyStatement,
  PolicyWords,
} from './access/evaluate-policy-document.ts'
export { s3Checks } from './access/s3-checks-table.ts'
export type { S3CheckDescription, S3CheckName } from './access/s3-checks-table.ts'
export { fromS3Configuration } from './from-s3-configuration.ts'
export { s3Capabilities } from './s3-capabilities.ts'
export type { S3BucketDestination, S3Configuration, S3Encryption } from './s3-configuration.ts'
export { readS3Document, writeS3Document } from './s3-document.ts'
export type { S3InventoryClient } from './s3-inventory-client.ts'
export { createS3Provider, S3Provider } from './s3-provider.ts'
export type { S3ProviderOptions } from './s3-provider-options.ts'
export { toS3Configuration } from './to-s3-configuration.ts'
