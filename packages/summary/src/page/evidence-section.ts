import type { ComparisonSummary } from '@bucket-inventory/compare'

import { evidenceWords } from '../words/comparison-words.ts'
import { evidenceOf } from '../words/conclusion-in-words.ts'
import { countInWords, shareInWords } from '../words/quantities.ts'
import { barTable } from './bar-table.ts'
import { html, none } from './html.ts'
import type { Html } from './html.ts'

/** On what evidence objects are the same, and on what evidence they differ. */
export function evidenceSection({ evidence }: ComparisonSummary): Html {
  const tables = [
    tableOf('The same, by', evidence.same, 's2'),
    tableOf('Different, by', evidence.differs, 's1'),
  ].filter((table) => table !== none)
  if (tables.length === 0) return none
  return html`<section class="card" aria-labelledby="evidence">
    <h2 id="evidence">Evidence</h2>
    <p class="lead">What the verdicts on objects of both sides rest on.</p>
    <div class="columns">${tables}</div>
  </section>`
}

function tableOf(
  caption: string,
  counts: ComparisonSummary['evidence']['same'],
  colour: string,
): Html {
  const rules = evidenceOf(counts)
  if (rules.length === 0) return none
  const all = rules.reduce((sum, [, count]) => sum + count, 0)
  return barTable({
    caption,
    heads: ['Evidence', 'Share', 'Objects'],
    rows: rules.map(([rule, count]) => ({
      label: html`${evidenceWords[rule]}`,
      parts: [{ value: count, colour }],
      cells: [shareInWords(count, all), countInWords(count)],
    })),
  })
}
