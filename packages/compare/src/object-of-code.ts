import type { RecordField } from '@bucket-inventory/core'

import type { ComparedObject, ComparedSide, DifferenceVerdict } from './compared-object.ts'
import { evidenceRules } from './evidence-rules.ts'
import type { CannotTellReason, EvidenceRuleName } from './evidence-rules.ts'
import {
  differenceOfCode,
  duplicateCode,
  extraCode,
  inFlightMark,
  metadataMark,
  missingCode,
  verdictOfCode,
} from './verdict-code.ts'

/** What an object is called, by which it was matched, and what is known of it. */
export interface KnownObject {
  readonly key: string
  readonly keyBytes?: Uint8Array
  readonly confirmed?: boolean
  readonly left?: ComparedSide
  readonly right?: ComparedSide
}

/** What is known of an object, with what a code says of it. Throws a RangeError where that needs a side that is not there. */
export function objectOfCode(
  known: KnownObject,
  code: number,
  fields: () => readonly RecordField[] = () => [],
): ComparedObject {
  const { left, right, ...base } = known
  const verdict = verdictOfCode(code)
  switch (verdict) {
    case 'missing':
      return { ...base, verdict, left: there(left) }
    case 'extra':
      return { ...base, verdict, right: there(right) }
    case 'in-flight':
      return { ...known, verdict, would: differenceOfCode(code) }
    case 'cannot-tell':
      return { ...known, verdict, reason: reasonOfCode(code) }
    case 'metadata-differs':
      return {
        ...base,
        verdict,
        by: ruleOfCode(code),
        fields: fields(),
        left: there(left),
        right: there(right),
      }
    case 'same':
    case 'size-differs':
    case 'content-differs':
      return { ...base, verdict, by: ruleOfCode(code), left: there(left), right: there(right) }
  }
}

/** The code of an object that differs; where several rules come to its verdict by one name, the first's: they are counted as one. */
export function codeOfDifference(
  object: Extract<ComparedObject, { readonly verdict: DifferenceVerdict }>,
): number {
  if (object.verdict === 'missing') return missingCode
  if (object.verdict === 'extra') return extraCode
  return evidenceRules.findIndex(
    ({ outcome }) => outcome.verdict === object.verdict && outcome.by === object.by,
  )
}

/** The rule of evidence that a code rests on. Throws a RangeError if it rests on none. */
export function ruleOfCode(code: number): EvidenceRuleName {
  const outcome = evidenceRules[code & ~(inFlightMark | metadataMark)]?.outcome
  if (outcome === undefined || outcome.verdict === 'cannot-tell') {
    throw new RangeError(`the code ${code} rests on no rule of evidence`)
  }
  return outcome.by
}

/** Why nothing can be told. Throws a RangeError for a code that says something. */
export function reasonOfCode(code: number): CannotTellReason {
  if (code === duplicateCode) return 'duplicate-key'
  const outcome = evidenceRules[code]?.outcome
  if (outcome?.verdict !== 'cannot-tell') throw new RangeError(`the code ${code} has no reason`)
  return outcome.reason
}

function there(side: ComparedSide | undefined): ComparedSide {
  if (side === undefined) throw new RangeError('there is no such side of this object')
  return side
}
