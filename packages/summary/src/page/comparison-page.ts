import { cannotTellAdvice } from '@bucket-inventory/compare'
import type { ComparedObject, ComparisonSummary, SideSummary } from '@bucket-inventory/compare'

import { adviceOf, reasonsOf } from '../words/advice.ts'
import { cannotTellWords } from '../words/comparison-words.ts'
import { conclusionInWords, settledInWords } from '../words/conclusion-in-words.ts'
import { bytesInWords, counted, countInWords, timeInWords } from '../words/quantities.ts'
import { conclusionIcon } from './conclusion-icon.ts'
import { evidenceSection } from './evidence-section.ts'
import { exampleSections } from './example-sections.ts'
import { html, isolated, none } from './html.ts'
import type { Html } from './html.ts'
import { pageFrame } from './page-frame.ts'
import { verdictSections } from './verdict-sections.ts'

/**
 * What a comparison came to as one HTML page, to keep and to send; as {@link summaryPage}. `examples`: some objects of each verdict,
 * in any order; up to 20 of each are shown.
 */
export function comparisonPage(
  summary: ComparisonSummary,
  examples: readonly ComparedObject[] = [],
): string {
  const { left, right } = summary
  const { headline, sentence } = conclusionInWords(summary)
  return pageFrame({
    title: `${headline}: ${left.name} and ${right.name}`,
    header: html`<p class="muted">Comparison of two bucket inventories</p>
      <div class="verdict">
        ${conclusionIcon(summary.conclusion)}
        <div>
          <h1>${headline}</h1>
          <p class="lead">${sentence}</p>
        </div>
      </div>
      <div class="sides">${sideOf('Source', left)}${sideOf('Copy', right)}</div>`,
    main: [
      warningsOf(summary),
      adviceSection(summary),
      verdictSections(summary),
      evidenceSection(summary),
      reasonSection(summary),
      exampleSections(examples),
    ].filter((section) => section !== none),
    footer: html`<p>${scopeOf(summary)} Made by bucket-inventory.</p>`,
  })
}

function sideOf(title: string, side: SideSummary): Html {
  const skipped = side.skipped === 0 ? '' : `; ${counted(side.skipped, 'row')} left out`
  return html`<div>
    <h2>${title}</h2>
    <p class="name">${isolated(side.name)}</p>
    <p class="muted">${side.provider}, scanned ${timeInWords(side.time)}</p>
    <p>${counted(side.objects, 'object')}, ${bytesInWords(side.bytes)}${skipped}</p>
  </div>`
}

function warningsOf({ warnings }: ComparisonSummary): Html {
  if (warnings.length === 0) return none
  return html`<section class="card" aria-labelledby="warnings">
    <h2 id="warnings">Warnings</h2>
    <ul class="plain">
      ${warnings.map(
        ({ side, message }) =>
          html`<li>
            ${side === undefined ? none : html`<strong>${side === 'left' ? 'Source' : 'Copy'}:</strong> `}${isolated(message)}
          </li>`,
      )}
    </ul>
  </section>`
}

function adviceSection(summary: ComparisonSummary): Html {
  const advice = adviceOf(summary)
  if (advice.length === 0) return none
  return html`<section class="card" aria-labelledby="advice">
    <h2 id="advice">What to do</h2>
    <ul class="plain">
      ${advice.map((sentence) => html`<li>${withCode(sentence)}</li>`)}
    </ul>
  </section>`
}

function reasonSection({ evidence }: ComparisonSummary): Html {
  const reasons = reasonsOf(evidence.cannotTell)
  if (reasons.length === 0) return none
  return html`<section class="card" aria-labelledby="reasons">
    <h2 id="reasons">Why nothing can be told</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col" class="n">Objects</th>
        </tr>
      </thead>
      <tbody>
        ${reasons.map(
          ([reason, count]) =>
            html` <tr>
              <th scope="row">
                ${capital(cannotTellWords[reason])}.<br /><span class="muted"
                  >${withCode(cannotTellAdvice[reason])}</span
                >
              </th>
              <td class="n">${countInWords(count)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
}

function scopeOf({ trust, watermark, confirmed }: ComparisonSummary): string {
  const { looked, notLooked } = confirmed
  const looks =
    looked + notLooked === 0
      ? ''
      : ` ${counted(looked, 'object was', 'objects were')} looked at once before they were called missing, extra or different; ${settledInWords(confirmed)}${notLooked === 0 ? '' : `, and ${counted(notLooked, 'other')} could not be looked at`}.`
  const proof =
    trust === 'size' ? 'Equal sizes were trusted.' : 'Only evidence of content was trusted.'
  return `${proof} A difference of an object that changed in the source after ${timeInWords(watermark.differs)} is in flight, and so is one missing that changed after ${timeInWords(watermark.missing)}.${looks}`
}

/** What stands between backticks is code. */
function withCode(sentence: string): Html {
  return html`${sentence
    .split('`')
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
