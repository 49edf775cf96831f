import type { ComparedObject } from '../compared-object.ts'
import type { ComparisonSummary, VerdictCounts } from '../comparison-summary.ts'
import type { Comparison } from '../comparison.ts'
import type { WrittenComparison } from './read-comparison.ts'

/** An object that only the left side has. */
export function missing(key: string): ComparedObject {
  return { verdict: 'missing', key, left: { key } }
}

/** All that is read. */
export async function listOf(read: WrittenComparison) {
  const objects: ComparedObject[] = []
  for await (const batch of read.objects()) objects.push(...batch)
  return objects
}

function counts(missing: number): VerdictCounts {
  return {
    same: 0,
    missing,
    extra: 0,
    'size-differs': 0,
    'content-differs': 0,
    'metadata-differs': 0,
    'in-flight': 0,
    'cannot-tell': 0,
  }
}

/** What a comparison may come to, with something in every part of it. */
export const summary: ComparisonSummary = {
  counts: counts(3),
  bytes: counts(2 ** 60),
  evidence: { same: { 'md5-etag': 1 }, differs: {}, cannotTell: { 'multipart-etag': 2 } },
  byPrefix: [{ prefix: 'a/"\n', counts: counts(1), bytes: counts(2) }],
  byStorageClass: [{ storageClass: 'STANDARD', counts: counts(1), bytes: counts(2) }],
  left: side('photos', 'aws-s3'),
  right: side('photos-cn', 'alibaba-oss'),
  trust: 'checksum',
  watermark: { differs: 1, missing: 2 },
  confirmed: { looked: 1, settled: 0, notLooked: 0 },
  method: 'partitions',
  warnings: [
    { code: 'no-rows', side: 'left', message: 'there are none' },
    { code: 'same-bucket', message: 'it is one' },
  ],
  conclusion: 'differs',
}

function side(bucket: string, provider: string): ComparisonSummary['left'] {
  return { name: bucket, bucket, provider, time: 1, objects: 2, bytes: 3, skipped: 4 }
}

/** A comparison of these batches; after them something happens. */
export function comparisonOf(
  batches: readonly (readonly ComparedObject[])[],
  after?: () => Promise<void>,
): Comparison {
  return {
    async *[Symbol.asyncIterator]() {
      yield* batches
      await after?.()
    },
    summary: () => Promise.resolve(summary),
  }
}

/** One that must not be started. */
export const neverCompared: Comparison = {
  [Symbol.asyncIterator]() {
    throw new Error('it was compared')
  },
  summary() {
    throw new Error('it was compared')
  },
}
