import { comparisonVerdicts } from '@bucket-inventory/compare'
import type { ComparedObject, ComparedSide } from '@bucket-inventory/compare'

import { cannotTellWords, evidenceWords, verdictWords } from '../words/comparison-words.ts'
import { printable } from '../words/printable.ts'
import { bytesInWords, counted, countInWords, timeInWords } from '../words/quantities.ts'
import { shortened } from '../words/shortened.ts'
import { html, isolated, none } from './html.ts'
import type { Html } from './html.ts'

/** Objects that are shown of each verdict. */
const shown = 20

/** Letters of a key that are shown: keys may have 1,024 bytes, and the list has all of them. */
const longest = 200

/** The first objects of each verdict, with both sides; what is the same comes last, and closed. */
export function exampleSections(examples: readonly ComparedObject[]): Html {
  const verdicts = [...comparisonVerdicts.filter((verdict) => verdict !== 'same'), 'same' as const]
  const groups = verdicts.flatMap((verdict) => {
    const objects = examples.filter((object) => object.verdict === verdict).slice(0, shown)
    return objects.length === 0 ? [] : [{ verdict, objects }]
  })
  if (groups.length === 0) return none
  return html`<section class="card" aria-labelledby="examples">
    <h2 id="examples">First examples</h2>
    <p class="lead">
      The first objects of each verdict, as both reports have them. What the verdict rests on is
      marked.
    </p>
    ${groups.map(
      ({ verdict, objects }) =>
        html`<details${verdict === 'same' ? none : html` open`}><summary>${verdictWords[verdict].name}: ${counted(objects.length, 'example')}</summary>${objects.map((object) => exampleOf(object))}</details>`,
    )}
  </section>`
}

function exampleOf(object: ComparedObject): Html {
  const left = 'left' in object ? object.left : undefined
  const right = 'right' in object ? object.right : undefined
  return html` <div class="example">
    <p class="key">${keyOf(object.key)}</p>
    <p class="muted">
      ${reasonOf(object)}${object.confirmed === true ? '; looked at once to make sure' : ''}
    </p>
    <dl>${sideOf('Source', left, right, object)}${sideOf('Copy', right, left, object)}</dl>
  </div>`
}

function sideOf(
  title: string,
  side: ComparedSide | undefined,
  other: ComparedSide | undefined,
  object: ComparedObject,
): Html {
  if (side === undefined)
    return html`<dt>${title}</dt>
      <dd class="muted">not there</dd>`
  return html`<dt>${title}</dt>
    <dd>
      ${side.key === object.key ? none : html`as <span class="key">${keyOf(side.key)}</span>; `}${partsOf(side, other, object)}
    </dd>`
}

/** Size, time, class and what recognises the content, as far as they are there. */
function partsOf(
  side: ComparedSide,
  other: ComparedSide | undefined,
  object: ComparedObject,
): Html {
  const { size, lastModified, storageClass, etag, checksum } = side
  const marks = other !== undefined && object.verdict !== 'same'
  const part = (differs: boolean, text: Html) =>
    marks && differs ? html`<mark>${text}</mark>` : text
  const all = [
    ...(size === undefined
      ? [html`unknown size`]
      : [part(size !== other?.size, html`${exactly(size)}`)]),
    ...(lastModified === undefined ? [] : [html`${timeInWords(lastModified)}`]),
    ...(storageClass === undefined
      ? []
      : [part(isMetadata(object, 'storageClass'), html`${storageClass.native}`)]),
    ...(etag === undefined
      ? []
      : [
          part(
            etag.toLowerCase() !== other?.etag?.toLowerCase() && object.verdict !== 'size-differs',
            html`ETag <span class="key">${etag}</span>`,
          ),
        ]),
    ...(checksum === undefined
      ? []
      : [
          part(
            checksum.value !== other?.checksum?.value && object.verdict !== 'size-differs',
            html`${checksum.algorithm} <span class="key">${checksum.value}</span>`,
          ),
        ]),
  ]
  return html`${all.map((one, index) => (index === 0 ? one : html`, ${one}`))}`
}

function keyOf(key: string): Html {
  return isolated(shortened(printable(key), longest))
}

function isMetadata(object: ComparedObject, field: 'storageClass'): boolean {
  return object.verdict === 'metadata-differs' && object.fields.includes(field)
}

/** Rounded, two sizes may look alike. */
function exactly(size: number): string {
  return size < 1024 ? counted(size, 'byte') : `${bytesInWords(size)} (${counted(size, 'byte')})`
}

function reasonOf(object: ComparedObject): string {
  switch (object.verdict) {
    case 'same':
      return `the same, by ${evidenceWords[object.by]}`
    case 'missing':
      return 'in the source, not in the copy'
    case 'extra':
      return 'in the copy, not in the source'
    case 'size-differs':
      return sizesInWords(object.left.size, object.right.size)
    case 'content-differs':
      return `different, by ${evidenceWords[object.by]}`
    case 'metadata-differs':
      return `the same content, but not the same ${object.fields.join(', ')}`
    case 'in-flight':
      return `would be ${verdictWords[object.would].name}, but changed too late for these reports`
    case 'cannot-tell':
      return cannotTellWords[object.reason]
  }
}

function sizesInWords(left: number | undefined, right: number | undefined): string {
  if (left === undefined || right === undefined) return 'the sizes differ'
  const less = left - right
  return `the copy has ${countInWords(Math.abs(less))} ${Math.abs(less) === 1 ? 'byte' : 'bytes'} ${less > 0 ? 'less' : 'more'}`
}
