import type { OrcSource } from './orc-source.ts'

/** A source over bytes that are in memory. */
export function bytesSource(bytes: Uint8Array): OrcSource {
  return {
    size: bytes.length,
    read: (start, end) => bytes.subarray(start, end),
  }
}
