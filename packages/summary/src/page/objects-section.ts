import type { DuplicateSummary, LargeObject, ReportSummary } from '../report/report-summary.ts'
import { bytesInWords, counted, countInWords, timeInWords } from '../words/quantities.ts'
import { html, isolated, none } from './html.ts'
import type { Html } from './html.ts'

/** Large objects that are shown; keys may have 1,024 bytes. */
const shown = 20

/** The largest objects, and what is stored more than once. */
export function objectsSection({ largest = [], duplicates }: ReportSummary): Html {
  const sections = [
    ...(largest.length === 0 ? [] : [largestOf(largest.slice(0, shown))]),
    ...(duplicates === undefined ? [] : [duplicatesOf(duplicates)]),
  ]
  return html`${sections}`
}

function largestOf(largest: readonly LargeObject[]): Html {
  return html`<section class="card" aria-labelledby="largest">
    <h2 id="largest">Largest objects</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col" class="n">Size</th>
        </tr>
      </thead>
      <tbody>
        ${largest.map(
          ({ key, size, storageClass, lastModified }) =>
            html` <tr>
              <th scope="row">
                <span class="key">${isolated(key)}</span><br /><span class="muted"
                  >${[storageClass, lastModified === undefined ? undefined : timeInWords(lastModified)].filter((part) => part !== undefined).join(', ')}</span
                >
              </th>
              <td class="n">${bytesInWords(size)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
}

function duplicatesOf({ from, proven, likely, incomparable, largest }: DuplicateSummary): Html {
  return html`<section class="card" aria-labelledby="duplicates">
    <h2 id="duplicates">Duplicates</h2>
    <p class="lead">
      ${
        from <= 1
          ? 'The same content, stored more than once.'
          : `The same content, stored more than once, of ${bytesInWords(from)} and more: what is smaller was not looked at.`
      }
      ${incomparable.objects === 0 ? '' : `${counted(incomparable.objects, 'object has', 'objects have')} nothing to recognise the content by.`}
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">Evidence</th>
          <th scope="col" class="n">Contents</th>
          <th scope="col" class="n">Objects</th>
          <th scope="col" class="n">Could be saved</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">proven: MD5 or checksum, and size</th>
          <td class="n">${countInWords(proven.groups)}</td>
          <td class="n">${countInWords(proven.objects)}</td>
          <td class="n">${bytesInWords(proven.surplus)}</td>
        </tr>
        <tr>
          <th scope="row">likely: ETag of parts, and size</th>
          <td class="n">${countInWords(likely.groups)}</td>
          <td class="n">${countInWords(likely.objects)}</td>
          <td class="n">${bytesInWords(likely.surplus)}</td>
        </tr>
      </tbody>
    </table>
    ${largest.length === 0 ? none : groupsOf(largest)}
  </section>`
}

function groupsOf(largest: DuplicateSummary['largest']): Html {
  return html`<details>
    <summary>Where most could be saved</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">Content</th>
          <th scope="col" class="n">Copies</th>
          <th scope="col" class="n">Could be saved</th>
        </tr>
      </thead>
      <tbody>
        ${largest.map(
          ({ etag, checksum, evidence, size, objects, surplus }) =>
            html` <tr>
              <th scope="row">
                <span class="key">${etag ?? checksum ?? ''}</span><br /><span class="muted"
                  >${evidence}, ${bytesInWords(size)} each</span
                >
              </th>
              <td class="n">${countInWords(objects)}</td>
              <td class="n">${bytesInWords(surplus)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`
}
