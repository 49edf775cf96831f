import { cannotTellAdvice } from '@bucket-inventory/compare'
import type { CannotTellReason, ComparisonSummary } from '@bucket-inventory/compare'

import { cannotTellWords } from './comparison-words.ts'

/** What a person can do about what a comparison found, most urgent first: one sentence or two each. */
export function adviceOf({ counts, conclusion, evidence, trust }: ComparisonSummary): string[] {
  const again = counts.missing + counts['size-differs'] + counts['content-differs']
  const advice: string[] = []
  if (again > 0) {
    advice.push(
      'Copy again what is missing or differs: a job lists it for the mover, be it Data Online Migration, S3 Batch Operations, DataSync or rclone.',
    )
  }
  if (counts.extra > 0) {
    advice.push('Find out who wrote what is only in the copy before anything is deleted.')
  }
  if (counts['metadata-differs'] > 0) {
    advice.push('Set the metadata that differs on the copies; their content is right.')
  }
  if (counts['in-flight'] > 0) {
    advice.push('Compare the next reports of both sides for what is in flight.')
  }
  for (const [reason] of reasonsOf(evidence.cannotTell)) {
    if (!advice.includes(cannotTellAdvice[reason])) advice.push(cannotTellAdvice[reason])
  }
  if (conclusion === 'proven' && trust === 'size') {
    advice.push('To prove the content too, trust checksums.')
  }
  return advice
}

/** The reasons that were met, with how often, the most first. */
export function reasonsOf(
  counts: Readonly<Partial<Record<CannotTellReason, number>>>,
): (readonly [CannotTellReason, number])[] {
  const reasons: (readonly [CannotTellReason, number])[] = []
  for (const reason in cannotTellWords) {
    if (!isReason(reason)) continue
    const count = counts[reason] ?? 0
    if (count > 0) reasons.push([reason, count])
  }
  return reasons.toSorted(([, one], [, other]) => other - one)
}

function isReason(name: string): name is CannotTellReason {
  return Object.hasOwn(cannotTellWords, name)
}
