import type { ComparisonSummary } from './comparison-summary.ts'
import type { CannotTellReason, EvidenceRuleName } from './evidence-rules.ts'
import { reasonOfCode, ruleOfCode } from './object-of-code.ts'
import { extraCode, missingCode, verdictOfCode } from './verdict-code.ts'

/** Objects by what their verdict rests on, from objects by their codes. */
export function evidenceCounts(codes: Float64Array): ComparisonSummary['evidence'] {
  const same: Partial<Record<EvidenceRuleName, number>> = {}
  const differs: Partial<Record<EvidenceRuleName, number>> = {}
  const cannotTell: Partial<Record<CannotTellReason, number>> = {}
  for (const [code, objects] of codes.entries()) {
    // Nothing is counted under most codes. What one side lacks rests on no evidence.
    if (objects === 0 || code === missingCode || code === extraCode) continue
    const verdict = verdictOfCode(code)
    if (verdict === 'same') count(same, ruleOfCode(code), objects)
    if (verdict === 'size-differs' || verdict === 'content-differs') {
      count(differs, ruleOfCode(code), objects)
    }
    if (verdict === 'cannot-tell') count(cannotTell, reasonOfCode(code), objects)
  }
  return { same, differs, cannotTell }
}

function count<Name extends string>(
  counts: Partial<Record<Name, number>>,
  name: Name,
  objects: number,
): void {
  const before: number | undefined = counts[name]
  counts[name] = (before ?? 0) + objects
}
