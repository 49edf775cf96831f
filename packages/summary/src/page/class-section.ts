import type { Counted, ReportSummary, StorageClassCounts } from '../report/report-summary.ts'
import { weightOf } from '../report/tally.ts'
import { bytesInWords, countInWords } from '../words/quantities.ts'
import { barTable } from './bar-table.ts'
import { countedHeads, countedRow } from './counted-row.ts'
import { html, none } from './html.ts'
import type { Html } from './html.ts'
import { legend } from './legend.ts'
import { schemes } from './palette.ts'

/** Storage classes, and how old their objects are; nothing of what the report does not list. */
export function classSection(summary: ReportSummary): Html {
  const { storageClasses, ages } = summary
  if (storageClasses === undefined && ages === undefined) return none
  const classes = storageClasses ?? []
  return html`<section class="card" aria-labelledby="classes">
    <h2 id="classes">${titleOf(summary)}</h2>
    <p class="lead">${leadOf(summary)}</p>
    ${
      classes.length === 0
        ? none
        : barTable({
            heads: countedHeads('Class', summary),
            rows: classes.map((one, index) =>
              countedRow(classLabel(one), one, summary, [
                { value: weightOf(one), colour: colourOf(index) },
              ]),
            ),
          })
    }
    ${ages === undefined ? none : agesOf(summary, classes, ages)}
  </section>`
}

function titleOf({ storageClasses, ages }: ReportSummary): string {
  if (storageClasses === undefined) return 'Age'
  return ages === undefined ? 'Storage classes' : 'Storage classes and age'
}

function leadOf({ ages, time, asOf }: ReportSummary): string {
  if (ages === undefined) return 'As the report names them, hottest first.'
  const since = asOf === time ? 'the scan' : 'the time that was asked for'
  return `Age is the time from the last modification of an object to ${since}.`
}

function agesOf(
  summary: ReportSummary,
  classes: readonly StorageClassCounts[],
  ages: NonNullable<ReportSummary['ages']>,
): Html {
  const rows = ages.map((age, index) =>
    countedRow(
      html`${age.age}`,
      age,
      summary,
      classes.length === 0
        ? [{ value: weightOf(age), colour: 's0' }]
        : classes.map((one, number) => ({
            value: weightOf(one.ages?.[index] ?? { objects: 0 }),
            colour: colourOf(number),
          })),
    ),
  )
  const plot = barTable({ heads: countedHeads('Age', summary), rows })
  return html`<h3>By age</h3>
    ${
      classes.length === 0
        ? plot
        : html`${legend(
            classes.map((one, index) => ({ name: nameOf(one), colour: colourOf(index) })),
          )}${plot}${matrixOf(classes, ages)}`
    }`
}

/** The numbers of the stacked bars. */
function matrixOf(
  classes: readonly StorageClassCounts[],
  ages: NonNullable<ReportSummary['ages']>,
): Html {
  return html`<details>
    <summary>Each class by age, as a table</summary>
    <div class="scroll" role="region" aria-label="Storage classes by age" tabindex="0">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">Age</th>
            ${classes.map((one) => html`<th scope="col" class="n">${nameOf(one)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${ages.map(
            ({ age }, index) =>
              html` <tr>
                <th scope="row">${age}</th>
                ${classes.map((one) => html`<td class="n">${amountOf(one.ages?.[index])}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`
}

function amountOf(counts: Counted = { objects: 0 }): string {
  if (counts.objects === 0) return '–'
  return counts.bytes === undefined ? countInWords(counts.objects) : bytesInWords(counts.bytes)
}

function nameOf({ native, name }: StorageClassCounts): string {
  return native ?? `${name}: not said`.replace('unknown: ', '')
}

/** The provider's word, and what others call it. */
function classLabel(one: StorageClassCounts): Html {
  const { native, name, tier } = one
  if (native === undefined) return html`${nameOf(one)}`
  const neutral = name.includes(':') ? '' : `${name}, `
  return html`${native}
    <span class="muted">${neutral}${tier === 'unknown' ? 'unknown tier' : tier}</span>`
}

function colourOf(index: number): string {
  return index < schemes.light.series.length ? `s${index}` : 'rest'
}
