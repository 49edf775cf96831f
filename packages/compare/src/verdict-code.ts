import { comparisonVerdicts } from './compared-object.ts'
import type { ComparisonVerdict, DifferenceVerdict } from './compared-object.ts'
import { evidenceRules } from './evidence-rules.ts'

/**
 * A verdict with all that it rests on, in one byte, so that millions are counted without an object for each: the number of a rule
 * of evidence, or one of these; and two marks upon it.
 */
export const missingCode = evidenceRules.length
export const extraCode = missingCode + 1
/** A pair whose key is in a report more than once. */
export const duplicateCode = missingCode + 2

/** Upon a difference: it is in flight. */
export const inFlightMark = 0x40
/** Upon the same content: what else was asked for differs. */
export const metadataMark = 0x80

/** Codes are below it. */
export const verdictCodes = 0x100

/** What a code stands for without its marks; `undefined` if it stands for nothing. */
function unmarkedVerdict(code: number): ComparisonVerdict | undefined {
  if (code === missingCode) return 'missing'
  if (code === extraCode) return 'extra'
  if (code === duplicateCode) return 'cannot-tell'
  return evidenceRules[code]?.outcome.verdict
}

function verdictOf(code: number): ComparisonVerdict | undefined {
  const unmarked = unmarkedVerdict(code & ~(inFlightMark | metadataMark))
  if ((code & inFlightMark) !== 0) return unmarked && 'in-flight'
  if ((code & metadataMark) !== 0) return unmarked && 'metadata-differs'
  return unmarked
}

/** The verdict of a code. Throws a RangeError for one that stands for nothing. */
export function verdictOfCode(code: number): ComparisonVerdict {
  const verdict = verdictOf(code)
  if (verdict === undefined) throw new RangeError(`no verdict has the code ${code}`)
  return verdict
}

/** What a code of something in flight would be, had it not changed. Throws a RangeError for what is no difference. */
export function differenceOfCode(code: number): DifferenceVerdict {
  const verdict = unmarkedVerdict(code & ~inFlightMark)
  if (verdict === undefined || !isDifference(verdict)) {
    throw new RangeError(`the code ${code} is no difference`)
  }
  return verdict
}

/** Whether the verdict says that something is wrong with the copy. */
export function isDifference(verdict: ComparisonVerdict): verdict is DifferenceVerdict {
  return (
    verdict === 'missing' ||
    verdict === 'extra' ||
    verdict === 'size-differs' ||
    verdict === 'content-differs'
  )
}

/** By code, the index of its verdict in `comparisonVerdicts`; of no verdict, that of `cannot-tell`, which is never read. */
export const verdictIndexes: Uint8Array = Uint8Array.from({ length: verdictCodes }, (_, code) =>
  comparisonVerdicts.indexOf(verdictOf(code) ?? 'cannot-tell'),
)
