import type { AccessDocument } from '@bucket-inventory/core'

/** Those to carry out: of two forms of one permission the narrower one, where both are given. */
export function preferredDocuments(
  documents: readonly AccessDocument[],
): readonly AccessDocument[] {
  return documents.filter(
    ({ kind, subject, variant }) =>
      variant !== 'read-source' ||
      !documents.some(
        (other) =>
          other.kind === kind && other.subject === subject && other.variant === 'least-privilege',
      ),
  )
}

/** The documents of one kind, by what they belong to. */
export function bySubject(
  documents: readonly AccessDocument[],
): readonly (readonly [string, readonly AccessDocument[]])[] {
  const groups = new Map<string, AccessDocument[]>()
  for (const document of documents) {
    const group = groups.get(document.subject)
    if (group === undefined) groups.set(document.subject, [document])
    else group.push(document)
  }
  return [...groups]
}
