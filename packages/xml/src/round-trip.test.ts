import type { NativeRemainder } from '@bucket-inventory/core'
import { expect, test } from 'vitest'

import { readDocument, writeDocument } from './index.ts'

/** A tree as the remainder tells it, without what reading can not tell apart: white space only between elements. */
type Tree = Record<string, string | NativeRemainder | readonly (string | NativeRemainder)[]>

const names = ['Id', 'Filter', 'Prefix', 'a:b', '__proto__', 'toString', 'é', 'X-1.y_']
const texts = [
  '',
  ' ',
  '007',
  'true',
  'a&b<c>"\'',
  '\r\n\t x ',
  ']]>',
  '&amp;lt;',
  '中😀',
  '\u0085\u2028',
  '<![CDATA[',
]

/** Numbers from a seed (mulberry32), so that a failure is run again by its seed. */
function numbersOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

function pick(below: (limit: number) => number, from: readonly string[]): string {
  return from[below(from.length)] ?? ''
}

function tree(below: (limit: number) => number, depth: number): Tree {
  const entries: [string, Tree[string]][] = []
  if (below(3) === 0) entries.push([`@${pick(below, names)}`, pick(below, texts)])
  if (below(4) === 0) entries.push(['#text', `t${pick(below, texts)}`])
  const shuffled = names.filter(() => below(3) === 0)
  for (const name of shuffled) {
    const many = below(4) === 0 ? 2 + below(2) : 1
    const values = Array.from({ length: many }, () => value(below, depth))
    const [first] = values
    entries.push([name, many === 1 && first !== undefined ? first : values])
  }
  return Object.fromEntries(entries)
}

/** Text, or a tree; a tree of nothing, or of text alone, is told as text. */
function value(below: (limit: number) => number, depth: number): string | NativeRemainder {
  if (depth > 3 || below(2) === 0) return pick(below, texts)
  const inner = tree(below, depth + 1)
  const keys = Object.keys(inner)
  return keys.every((key) => key === '#text') ? pick(below, texts) : inner
}

test('nothing is lost when a document is written, read and written again, whatever is taken', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const below = numbersOf(seed)
    const whole = tree(below, 0)
    const text = writeDocument('Root', {}, { remainder: whole })
    const untaken = readDocument(text, ['Root']).element.remainder() ?? {}
    expect(untaken, `seed ${seed}`).toEqual(whole)

    // Take the text of one name and the inside of another, and put them back.
    const { element } = readDocument(text, ['Root'])
    const [textName = 'Id', childName = 'Filter'] = names.filter((name) => element.has(name))
    const content = new Map<string, Tree[string]>()
    const taken = whole[textName]
    const onlyText = [taken].flat().every((item) => typeof item === 'string')
    if (taken !== undefined && onlyText) content.set(textName, element.texts(textName))
    const children = element.children(childName)
    if (children.length > 0)
      content.set(
        childName,
        children.map(() => ({})),
      )
    const remainder = element.remainder() ?? {}
    const again = writeDocument('Root', Object.fromEntries(content), { remainder })
    expect(normal(readDocument(again, ['Root']).element.remainder()), `seed ${seed}`).toEqual(
      normal(whole),
    )
  }
})

/** White space alone in an element that was opened as one that holds elements is no content. */
function normal(remainder: NativeRemainder | undefined): unknown {
  const text = JSON.stringify(remainder ?? {})
  return JSON.parse(text.replaceAll('" "', '""'))
}
