import type {
  ComparisonSummary,
  ComparisonVerdict,
  EvidenceRuleName,
} from '@bucket-inventory/compare'

import { evidenceWords } from './comparison-words.ts'
import { counted } from './quantities.ts'

/** What a comparison came to, in a headline and a sentence. */
export interface ConclusionWords {
  readonly headline: string
  readonly sentence: string
}

/** How a verdict is told of, of one object and of several. */
const told: Readonly<Partial<Record<ComparisonVerdict, readonly [string, string]>>> = {
  missing: ['is missing', 'are missing'],
  'size-differs': ['has another size', 'have other sizes'],
  'content-differs': ['has other content', 'have other content'],
  'metadata-differs': ['has other metadata', 'have other metadata'],
  extra: ['is only in the copy', 'are only in the copy'],
}

export function conclusionInWords(summary: ComparisonSummary): ConclusionWords {
  const { counts, conclusion, trust } = summary
  switch (conclusion) {
    case 'proven':
      return {
        headline: `Every object arrived, proven by ${trust === 'size' ? 'size' : 'content'}`,
        sentence: `${counted(counts.same, 'object is', 'objects are')} the same: ${restsOn(summary)}.`,
      }
    case 'differs':
      return { headline: differencesInWords(summary), sentence: restInWords(summary) }
    case 'cannot-tell':
      return {
        headline: isNothing(summary)
          ? 'Nothing was compared'
          : 'Nothing differs, but not everything is proven',
        sentence: restInWords(summary),
      }
  }
}

/** `1,000 by MD5 ETags, 12 by checksums of the whole content`, the most first. */
function restsOn({ evidence }: ComparisonSummary): string {
  return evidenceOf(evidence.same)
    .map(([rule, count]) => `${count.toLocaleString('en-US')} by ${evidenceWords[rule]}`)
    .join(', ')
}

/** The rules that were met, with how often, the most first. */
export function evidenceOf(
  counts: Readonly<Partial<Record<EvidenceRuleName, number>>>,
): (readonly [EvidenceRuleName, number])[] {
  const rules: (readonly [EvidenceRuleName, number])[] = []
  for (const rule of ruleNames) {
    const count = counts[rule] ?? 0
    if (count > 0) rules.push([rule, count])
  }
  return rules.toSorted(([, one], [, other]) => other - one)
}

/** What came of looking at objects, as the end of a sentence about them. */
export function settledInWords({ settled }: ComparisonSummary['confirmed']): string {
  if (settled === 0) return 'none was otherwise than the reports say'
  const found = settled === 1 ? '1 was' : `${settled.toLocaleString('en-US')} were`
  return `${found} otherwise than the reports say`
}

const ruleNames = [
  'checksum',
  'joined-checksum',
  'md5-etag',
  'etag',
  'empty',
  'size',
] as const satisfies readonly EvidenceRuleName[]

function differencesInWords({ counts }: ComparisonSummary): string {
  const parts: string[] = []
  for (const verdict of [
    'missing',
    'size-differs',
    'content-differs',
    'metadata-differs',
    'extra',
  ] as const) {
    const [one = '', many = ''] = told[verdict] ?? []
    const count = counts[verdict]
    if (count === 0) continue
    const what = parts.length === 0 ? counted(count, 'object') : count.toLocaleString('en-US')
    parts.push(`${what} ${count === 1 ? one : many}`)
  }
  return listed(parts)
}

/** What besides the differences there is to say. */
function restInWords(summary: ComparisonSummary): string {
  const { counts } = summary
  if (isNothing(summary)) return 'Neither report lists an object that was to be compared.'
  const same =
    counts.same === 0
      ? // Of what has other metadata the content is proven.
        `None is ${counts['metadata-differs'] === 0 ? 'proven to be the same' : 'the same in all that was compared'}`
      : `${counted(counts.same, 'object is', 'objects are')} the same: ${restsOn(summary)}`
  const flight = counts['in-flight']
  const unknown = counts['cannot-tell']
  return `${listed(
    [
      same,
      ...(flight === 0 ? [] : [`${counted(flight, 'object')} changed too late for these reports`]),
      ...(unknown === 0 ? [] : [`of ${counted(unknown, 'object')} nothing can be told`]),
    ],
    '; ',
  )}.`
}

function isNothing({ counts }: ComparisonSummary): boolean {
  return Object.values(counts).every((count) => count === 0)
}

function listed(parts: readonly string[], between = ', '): string {
  if (parts.length < 3 && between === ', ') return parts.join(' and ')
  return parts.join(between)
}
