import { InventoryError, readAnswer } from '@bucket-inventory/core'
import type { AccessChange, AccessDocument } from '@bucket-inventory/core'

import { accessTarget } from './access-target.ts'
import type { AccessTarget } from './access-target.ts'
import { groupBy } from './access-words.ts'
import type { MergedText } from './merged-text.ts'
import type { LifecycleText, S3AccessRequests } from './s3-access-requests.ts'

/** What carrying out the documents would do: one look at each policy and each set of rules, one after the other. */
export async function accessChanges(
  requests: S3AccessRequests,
  documents: readonly AccessDocument[],
  signal: AbortSignal | undefined,
): Promise<readonly AccessChange[]> {
  const changes: AccessChange[] = []
  for (const group of groupBy(documents, placeOf).values()) {
    const [first] = group
    const target = accessTarget(first)
    if (typeof target === 'string') changes.push(byHand(group, target))
    else {
      const found = await target.read(requests, first.subject, signal)
      changes.push(changeOf(group, mergeAt(target, first.subject, found, group)))
    }
  }
  return changes
}

/** What the documents come to beside what was found; what cannot be read is `protocol`. */
export function mergeAt(
  { name, merger }: AccessTarget,
  bucket: string,
  found: LifecycleText | undefined,
  documents: readonly AccessDocument[],
): MergedText {
  return readAnswer(`${name} of bucket "${bucket}"`, () => merger.merge(found?.text, documents))
}

/** Documents of one place are one change. */
function placeOf(document: AccessDocument): string {
  const { provider, kind, subject } = document
  if (provider !== 'aws-s3') {
    throw new InventoryError('invalid-input', `S3 has no use for a document of ${provider}`)
  }
  const target = accessTarget(document)
  return JSON.stringify([typeof target === 'string' ? kind : target.name, subject])
}

function changeOf(
  documents: readonly [AccessDocument, ...AccessDocument[]],
  { state, before, after, ours, refusal }: MergedText,
): AccessChange {
  const [{ provider, kind, subject }] = documents
  return {
    provider,
    kind,
    subject,
    documents,
    state,
    ...(before === undefined ? {} : { before }),
    after,
    ...(ours === undefined ? {} : { ours }),
    ...(refusal === undefined ? {} : { reason: refusal.reason }),
  }
}

function byHand(
  documents: readonly [AccessDocument, ...AccessDocument[]],
  reason: string,
): AccessChange {
  const [{ provider, kind, subject }] = documents
  const after = documents.map(({ content }) => JSON.stringify(content, null, 2)).join('\n')
  return { provider, kind, subject, documents, state: 'by-hand', after, reason }
}
