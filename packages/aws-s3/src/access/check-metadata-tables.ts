import type { Check } from '@bucket-inventory/core'

import { passed, unseen } from './check-outcome.ts'
import type { CheckedSubject } from './check-subject.ts'

const name = 'source-metadata-tables'

/** Names what people take for an inventory and is another feature. */
export async function checkMetadataTables({
  bucket,
  source,
  sourcePlace,
  looks,
  signal,
  isDirectory,
}: CheckedSubject): Promise<readonly Check[]> {
  if (source.state === 'missing') return []
  if (isDirectory) return [passed(name, 'directory buckets have no tables of S3 Metadata')]
  const look = await looks.metadataTable(sourcePlace, signal)
  if ('error' in look) {
    const right = `s3:GetBucketMetadataTableConfiguration on bucket "${bucket}"`
    return [unseen(name, `S3 Metadata of bucket "${bucket}"`, look.error, right)]
  }
  if (look.found === undefined) {
    return [passed(name, `bucket "${bucket}" has no live inventory table of S3 Metadata`)]
  }
  const { name: table, status } = look.found
  return [
    passed(
      name,
      `bucket "${bucket}" also has the live inventory table "${table}" of S3 Metadata (${status}): another feature, which neither needs these reports nor replaces them`,
    ),
  ]
}
