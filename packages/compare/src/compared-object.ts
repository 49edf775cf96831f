import type { ObjectRecord, RecordField } from '@bucket-inventory/core'

import type { CannotTellReason, EvidenceRuleName } from './evidence-rules.ts'

/** One row of one side, as far as it was compared. A property is absent where the report has no value. */
export interface ComparedSide extends Partial<
  Omit<ObjectRecord, 'key' | 'versionId' | 'checksum'>
> {
  /** As this side has it, before any rewriting. What is no UTF-8 reads as U+FFFD: see `keyBytes`. */
  readonly key: string
  /** Of a key that is no UTF-8: its bytes, by which it was compared. */
  readonly keyBytes?: Uint8Array
  /** `null` is the null version. Absent of a report without versions. */
  readonly versionId?: string | null
  /** `composite`: of the checksums of its parts, not of the whole content. Default: false. */
  readonly checksum?: {
    readonly algorithm: string
    readonly value: string
    readonly composite?: boolean
  }
}

interface ComparedBase {
  /** The key by which both sides were matched: the right side's, and the left one's after rewriting. */
  readonly key: string
  /** As of {@link ComparedSide}. */
  readonly keyBytes?: Uint8Array
  /** Whether it was looked at once by HEAD before this was said. Absent: it was not. */
  readonly confirmed?: boolean
}

interface Both {
  readonly left: ComparedSide
  readonly right: ComparedSide
}

/** One object of either report, and what is known about it. */
export type ComparedObject = ComparedBase &
  (
    | (Both & { readonly verdict: 'same'; readonly by: EvidenceRuleName })
    | { readonly verdict: 'missing'; readonly left: ComparedSide }
    | { readonly verdict: 'extra'; readonly right: ComparedSide }
    | (Both & { readonly verdict: 'size-differs'; readonly by: EvidenceRuleName })
    | (Both & { readonly verdict: 'content-differs'; readonly by: EvidenceRuleName })
    | (Both & {
        readonly verdict: 'metadata-differs'
        /** On what evidence the content is the same. */
        readonly by: EvidenceRuleName
        /** What differs, of what was asked for. */
        readonly fields: readonly RecordField[]
      })
    | {
        readonly verdict: 'in-flight'
        /** What it would be, had it not changed after the scan. */
        readonly would: DifferenceVerdict
        readonly left?: ComparedSide
        readonly right?: ComparedSide
      }
    | {
        readonly verdict: 'cannot-tell'
        readonly reason: CannotTellReason
        readonly left?: ComparedSide
        readonly right?: ComparedSide
      }
  )

/** What a comparison can say of an object. */
export type ComparisonVerdict = ComparedObject['verdict']

/** The verdicts that say that something is wrong with the copy. */
export type DifferenceVerdict = 'missing' | 'extra' | 'size-differs' | 'content-differs'

/** Every verdict, in the order in which summaries list them. */
export const comparisonVerdicts = [
  'same',
  'missing',
  'extra',
  'size-differs',
  'content-differs',
  'metadata-differs',
  'in-flight',
  'cannot-tell',
] as const satisfies readonly ComparisonVerdict[]
