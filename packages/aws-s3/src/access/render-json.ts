import type { AccessDocument } from '@bucket-inventory/core'

/**
 * One document as it is pasted into the console or given to the command line: a statement of a bucket as a whole policy, a
 * rule as a whole set. Several as a list that says what each is for.
 */
export function renderJson(documents: readonly AccessDocument[]): string {
  const [only, ...others] = documents
  const value = only !== undefined && others.length === 0 ? pasted(only) : documents.map(described)
  return `${JSON.stringify(value, null, 2)}\n`
}

function pasted({ kind, content }: AccessDocument): unknown {
  if (kind === 'bucket-policy' || kind === 'optional-fields') {
    return { Version: '2012-10-17', Statement: [content] }
  }
  return kind === 'retention' ? { Rules: [content] } : content
}

function described(whole: AccessDocument): unknown {
  const { provider: _, assumptions, ...document } = whole
  return assumptions.length === 0 ? document : { ...document, assumptions }
}
