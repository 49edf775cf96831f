export { memoryCapabilities } from './memory-capabilities.ts'
export { MemoryProvider, createMemoryProvider } from './memory-provider.ts'
export type { MemoryBucket, MemoryOperation, MemoryProviderOptions } from './memory-provider.ts'
export { toMemoryConfiguration } from './to-memory-configuration.ts'
