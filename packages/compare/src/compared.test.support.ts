import type { ReportReader } from '@bucket-inventory/reports'

import type { ComparedReport, CompareOptions } from './compare-options.ts'
import type { ComparedObject } from './compared-object.ts'
import type { ComparisonSummary } from './comparison-summary.ts'
import type { Comparison } from './comparison.ts'
import { memoryMatching } from './memory-matching.test.support.ts'
import type { MemoryMatchingOptions } from './memory-matching.test.support.ts'
import { prepareComparison } from './prepare-comparison.ts'
import { RunningComparison } from './running-comparison.ts'

/** As `compareReports`, but matched in maps. */
export function compareInMemory(
  left: ReportReader | ComparedReport,
  right: ReportReader | ComparedReport,
  options: CompareOptions = {},
  matching: MemoryMatchingOptions = {},
): Comparison {
  const prepared = prepareComparison({ left, right }, options)
  return new RunningComparison({ ...prepared, match: memoryMatching(matching) })
}

/** All that a comparison lists, and its summary. */
export async function outcomeOf(
  comparison: Comparison,
): Promise<{ readonly objects: readonly ComparedObject[]; readonly summary: ComparisonSummary }> {
  const objects: ComparedObject[] = []
  for await (const batch of comparison) objects.push(...batch)
  return { objects, summary: await comparison.summary() }
}

/** Key and verdict of each object, with what it rests on. */
export function verdictsOf(objects: readonly ComparedObject[]): readonly string[] {
  return objects.map((object) => {
    const words = [object.key, object.verdict]
    if ('by' in object) words.push(object.by)
    if ('reason' in object) words.push(object.reason)
    if ('would' in object) words.push(object.would)
    if ('fields' in object) words.push(...object.fields)
    if (object.confirmed === true) words.push('confirmed')
    return words.join(' ')
  })
}
