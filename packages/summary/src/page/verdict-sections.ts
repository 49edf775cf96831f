import { comparisonVerdicts, otherPrefixes } from '@bucket-inventory/compare'
import type { ComparisonSummary, ComparisonVerdict, VerdictCounts } from '@bucket-inventory/compare'

import { verdictWords } from '../words/comparison-words.ts'
import { printable } from '../words/printable.ts'
import { bytesInWords, counted, countInWords, shareInWords } from '../words/quantities.ts'
import { shortened } from '../words/shortened.ts'
import { barTable } from './bar-table.ts'
import { html, isolated, none } from './html.ts'
import type { Html } from './html.ts'
import { legend } from './legend.ts'

/** Classes that colour verdicts. */
const colours: Readonly<Record<ComparisonVerdict, string>> = {
  same: 's2',
  missing: 's3',
  extra: 's4',
  'size-differs': 's1',
  'content-differs': 's7',
  'metadata-differs': 's5',
  'in-flight': 's6',
  'cannot-tell': 'rest',
}

/** Rows that are shown by prefix, and by class. */
const shown = 100

/** How many objects got which verdict: in all, by prefix and by storage class. */
export function verdictSections(summary: ComparisonSummary): Html {
  const met = comparisonVerdicts.filter((verdict) => summary.counts[verdict] > 0)
  return html`${allOf(summary, met)}${partsOf(
    'By prefix',
    summary.byPrefix.map(({ prefix, counts }) => ({
      label: prefixLabel(prefix),
      counts,
    })),
    met,
  )}${partsOf(
    'By storage class',
    summary.byStorageClass.map(({ storageClass, counts }) => ({
      label: html`${storageClass === '' ? 'not said' : storageClass}`,
      counts,
    })),
    met,
  )}`
}

function allOf({ counts, bytes }: ComparisonSummary, met: readonly ComparisonVerdict[]): Html {
  const all = sumOf(counts)
  return html`<section class="card" aria-labelledby="verdicts">
    <h2 id="verdicts">Objects by verdict</h2>
    <p class="lead">Bytes are those in the source, or in the copy of what is only there.</p>
    ${barTable({
      heads: ['Verdict', 'Share', 'Bytes', 'Objects'],
      rows: met.map((verdict) => ({
        label: html`${verdictWords[verdict].name}<br /><span class="muted"
            >${verdictWords[verdict].meaning}</span
          >`,
        parts: [{ value: counts[verdict], colour: colours[verdict] }],
        cells: [
          shareInWords(counts[verdict], all),
          bytesInWords(bytes[verdict]),
          countInWords(counts[verdict]),
        ],
      })),
    })}
  </section>`
}

function prefixLabel(prefix: string): Html {
  if (prefix === otherPrefixes) return html`<span class="muted">other prefixes</span>`
  if (prefix === '') return html`<span class="muted">without a prefix</span>`
  return isolated(shortened(printable(prefix), 200))
}

interface Part {
  readonly label: Html
  readonly counts: VerdictCounts
}

/** Bars are of what is not the same: beside what is one would not see them. */
function partsOf(title: string, parts: readonly Part[], met: readonly ComparisonVerdict[]): Html {
  if (parts.length < 2 && parts.every(({ counts }) => wrongOf(counts) === 0)) return none
  const id = title.replaceAll(' ', '-').toLowerCase()
  const wrong = met.filter((verdict) => verdict !== 'same')
  const sorted = parts
    .filter(({ counts }) => wrongOf(counts) > 0)
    .toSorted((one, other) => wrongOf(other.counts) - wrongOf(one.counts))
  const fine = parts.length - sorted.length
  const hidden = sorted.length - shown
  return html`<section class="card" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <p class="lead">
      ${sorted.length === 0 ? 'Everything is the same in each of them.' : 'Bars are of what is not the same.'}${fine > 0 && sorted.length > 0 ? ` In ${counted(fine, 'other')} everything is the same.` : ''}${hidden > 0 ? ` ${countInWords(hidden)} with less are not shown.` : ''}
    </p>
    ${
      sorted.length === 0
        ? none
        : html`${legend(wrong.map((verdict) => ({ name: verdictWords[verdict].name, colour: colours[verdict] })))}${barTable(
            {
              heads: [title.replace('By p', 'P').replace('By s', 'S'), 'Not the same', 'Objects'],
              rows: sorted.slice(0, shown).map(({ label, counts }) => ({
                label: html`${label}<br /><span class="muted"
                    >${verdictsInWords(counts, wrong)}</span
                  >`,
                parts: wrong.map((verdict) => ({
                  value: counts[verdict],
                  colour: colours[verdict],
                })),
                cells: [countInWords(wrongOf(counts)), `of ${countInWords(sumOf(counts))}`],
              })),
            },
          )}`
    }
  </section>`
}

function verdictsInWords(counts: VerdictCounts, verdicts: readonly ComparisonVerdict[]): string {
  return verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${countInWords(counts[verdict])} ${verdictWords[verdict].name}`)
    .join(', ')
}

function sumOf(counts: VerdictCounts): number {
  return comparisonVerdicts.reduce((sum, verdict) => sum + counts[verdict], 0)
}

function wrongOf(counts: VerdictCounts): number {
  return sumOf(counts) - counts.same
}
