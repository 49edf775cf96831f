import { describe, expect, it } from 'vitest'

import { parseDocument } from './parse-document.ts'

const valueOf = (text: string) => parseDocument(text, 'x.yaml').value

describe('reads', () => {
  it.each([
    ['YAML', 'id: a\nfields: [size, etag]\n', { id: 'a', fields: ['size', 'etag'] }],
    ['JSON', '{\n\t"id": "a\\ud83d\\ude00\\/",\n\t"n": 1\n}', { id: 'a\u{1F600}/', n: 1 }],
    [
      'texts that older YAML took for something else',
      'a: yes\nb: 2021-11-25T23:40:49Z',
      {
        a: 'yes',
        b: '2021-11-25T23:40:49Z',
      },
    ],
    ['an alias', 'a: &x [1]\nb: *x', { a: [1], b: [1] }],
    ['a document between marks', '---\na: 1\n...\n', { a: 1 }],
  ])('%s', (_, text, expected) => {
    expect(valueOf(text)).toStrictEqual(expected)
  })
})

describe('refuses, with line and column,', () => {
  it.each([
    ['an empty file', '', 1, 1, 'the file is empty'],
    ['a file of comments', '# nothing\n', 1, 1, 'the file is empty'],
    ['bad indentation', 'a:\n  b: 1\n c: 2\n', 3, 1, 'must start at the same column'],
    ['a tab', 'a:\n\tb: 1\n', 2, 1, 'Tabs are not allowed as indentation'],
    ['an open bracket', '{\n  "a": [1,\n', 3, 1, 'end with a ]'],
    ['a key that comes twice', 'a: 1\nb: 2\na: 3\n', 3, 1, 'the key "a" comes twice'],
    ['one deeper down', 'x:\n  - {a: 1, "a": 2}\n', 2, 12, 'the key "a" comes twice'],
    ['a key that is no text', '? [a]\n: 1\n', 1, 3, 'a key must be plain text'],
    ['a tag', 'a: !!binary aGk=\n', 1, 4, 'Unresolved tag'],
    ['several documents', 'a: 1\n---\nb: 2\n', 2, 1, 'the file holds 2 documents; put each in'],
    ['an alias of nothing', 'a: 1\nb: *c\n', 2, 4, 'Unresolved alias'],
    ['an alias that holds itself', 'a: &a [*a]\n', 1, 8, 'an alias holds itself'],
    ['brackets without end', '['.repeat(1_000_000), 1, 101, 'nested too deeply'],
    ['dashes without end', '- '.repeat(500_000), 1, 200, 'nested too deeply'],
  ])('%s', (_, text, line, column, message) => {
    expect(() => parseDocument(text, 'x.yaml')).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        message: expect.stringContaining(message),
        position: { file: 'x.yaml', line, column },
      }),
    )
  })

  it('aliases that multiply', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const lines = names.map((name, index) => {
      const inner = index === 0 ? '1' : `*${names[index - 1]}`
      return `${name}: &${name} [${Array.from({ length: 10 }, () => inner).join(', ')}]`
    })
    expect(() => valueOf(lines.join('\n'))).toThrow('Excessive alias count')
  })
})

// Comparing each key with all the others would take a minute, the time that a test has.
it('takes a file of many keys', () => {
  const keys = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join('\n')
  expect(valueOf(keys)).toHaveProperty('k59999', 1)
})

describe('tells where', () => {
  const document = parseDocument(
    'id: a\nfilter:\n  size: { min: 1, max: 0 }\nfields:\n  - size\n  - tga\na.b: 1\nsame: &s\n  x: 1\nother: *s\na:\n  x: 1\na.b.c:\n  x: 1\n',
    'x.yaml',
  )

  it.each([
    ['a key is', 'filter.size.max', 3, 19],
    ['an item is', 'fields[1]', 6, 5],
    ['a key with a dot is', 'a.b', 7, 1],
    ['the longer of two keys is', 'a.b.c.x', 14, 3],
    ['the shorter of two keys is', 'a.x', 12, 3],
    ['what is missing would be', 'filter.prefix.x', 2, 1],
    ['an item that is missing would be', 'fields[7]', 4, 1],
    ['the whole begins', '', 1, 1],
    ['an alias leads to', 'other.x', 9, 3],
  ])('%s', (_, path, line, column) => {
    expect(document.positionOf(path)).toStrictEqual({ line, column })
  })
})

it('keeps a number as it was written', () => {
  const document = parseDocument('a: { b: 007, c: x }\n', 'x.yaml')
  expect(document.numberAsWritten('a.b')).toBe('007')
  expect(document.numberAsWritten('a')).toBeUndefined()
  expect(document.numberAsWritten('a.d')).toBeUndefined()
})
