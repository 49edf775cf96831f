import type { AccessChange, AccessDocument, InventoryErrorCode } from '@bucket-inventory/core'

/** What documents come to beside what is there. */
export interface MergedText {
  readonly state: Exclude<AccessChange['state'], 'by-hand'>
  /** As people read it; absent where nothing is there. */
  readonly before?: string
  readonly after: string
  /** What to write. */
  readonly text: string
  /** Of `replace`. */
  readonly ours?: { readonly before: string; readonly after: string }
  /** Of `refused`. */
  readonly refusal?: Refusal
}

export interface Refusal {
  readonly code: InventoryErrorCode
  readonly reason: string
}

/** One of the sets of rules that a bucket has: how documents go into it without touching the others. */
export interface AccessMerger {
  /** `found` is what the bucket has; `undefined` where it has none. */
  merge(found: string | undefined, documents: readonly AccessDocument[]): MergedText
  /** What is there beside what the documents name, in a form of which equal ones mean the same. */
  others(found: string | undefined, documents: readonly AccessDocument[]): readonly unknown[]
}

/** What became of one entry among those that are there. */
export interface MergeStep {
  readonly state: 'unchanged' | 'extend' | 'replace'
  /** Of `replace`, as people read it. */
  readonly ours?: { readonly before: string; readonly after: string }
}

/** What the steps come to: the gravest of them. */
export function stateOf(
  steps: readonly MergeStep[],
  found: boolean,
): Exclude<MergedText['state'], 'refused'> {
  if (steps.some(({ state }) => state === 'replace')) return 'replace'
  if (steps.every(({ state }) => state === 'unchanged')) return 'unchanged'
  return found ? 'extend' : 'create'
}

/** What has our names, and what would take its place. */
export function oursOf(steps: readonly MergeStep[]): Pick<MergedText, 'ours'> {
  const replaced = steps.flatMap(({ ours }) => ours ?? [])
  if (replaced.length === 0) return {}
  return {
    ours: {
      before: replaced.map(({ before }) => before).join('\n'),
      after: replaced.map(({ after }) => after).join('\n'),
    },
  }
}
