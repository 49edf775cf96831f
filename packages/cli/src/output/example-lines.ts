import type { ComparedObject, ComparisonVerdict } from '@bucket-inventory/compare'
import { formatInstant } from '@bucket-inventory/core'

import type { FirstExamples } from './first-examples.ts'
import { printable } from './printable.ts'
import { countInWords } from './quantities.ts'
import { table } from './table.ts'

const listed: readonly ComparisonVerdict[] = [
  'missing',
  'extra',
  'size-differs',
  'content-differs',
  'metadata-differs',
  'in-flight',
  'cannot-tell',
]
const each = 3

/** A line for each of the first objects of every verdict but `same`, with what is known of it. Nothing where there are none. */
export function exampleLines(examples: FirstExamples): readonly string[] {
  const [first, ...rows] = listed.flatMap((verdict) =>
    examples
      .of(verdict)
      .slice(0, each)
      .map((object) => [inWords(verdict), shortened(printable(object.key)), whyOf(object)]),
  )
  return first === undefined
    ? []
    : table(first, [...rows, []])
        .trimEnd()
        .split('\n')
}

function inWords(verdict: ComparisonVerdict): string {
  return verdict.replaceAll('-', ' ')
}

const longest = 60

function shortened(key: string): string {
  return key.length <= longest ? key : `${key.slice(0, longest - 1)}…`
}

function whyOf(object: ComparedObject): string {
  const confirmed = object.confirmed === true ? '; looked at' : ''
  return `${reasonOf(object)}${confirmed}`
}

function reasonOf(object: ComparedObject): string {
  switch (object.verdict) {
    case 'same':
      return object.by
    case 'missing':
      return `${sizeOf(object.left)} in the source${changed(object.left)}`
    case 'extra':
      return `${sizeOf(object.right)} in the copy${changed(object.right)}`
    case 'size-differs':
      return `${sizeOf(object.left)} in the source, ${sizeOf(object.right)} in the copy`
    case 'content-differs':
      return proofs(object)
    case 'metadata-differs':
      return object.fields.join(', ')
    case 'in-flight':
      return `would be ${inWords(object.would)}${changed(object.left ?? object.right)}`
    case 'cannot-tell':
      return object.reason
  }
}

type Side = NonNullable<Extract<ComparedObject, { verdict: 'in-flight' }>['left']>

/** To the byte: rounded, two sizes may look alike. */
function sizeOf({ size }: Side): string {
  return size === undefined ? 'an unknown size' : `${countInWords(size)} B`
}

function changed(side: Side | undefined): string {
  const time = side?.lastModified
  return time === undefined ? '' : `, changed ${formatInstant(time)}`
}

function proofs(object: Extract<ComparedObject, { verdict: 'content-differs' }>): string {
  // The case of an ETag says nothing.
  const of = ({ etag = '', checksum }: Side) =>
    printable(object.by === 'md5-etag' ? etag.toLowerCase() : (checksum?.value ?? ''))
  return `${of(object.left)} in the source, ${of(object.right)} in the copy`
}
