import { expect, test } from 'vitest'

import { MalformedXmlError, readXml } from './read-xml.ts'
import { writeDocument, writeElement } from './write-xml.ts'
import { textAt } from './xml-element.ts'

function read(document: string) {
  return readXml(Buffer.from(document), 'a')
}

test('keeps what a careless reader converts', () => {
  const root = read('<a>\n <b>007</b><c> x </c><d>true</d><e/><f></f></a>')
  expect(['b', 'c', 'd', 'e', 'f', 'g'].map((name) => textAt(root, name))).toEqual([
    '007',
    ' x ',
    'true',
    '',
    '',
    undefined,
  ])
})

test('decodes references and sections', () => {
  const root = read('<a><b>&lt;&#x4E2D;&#13;&amp;amp;</b><c><![CDATA[<&amp;>]]>x</c></a>')
  expect(textAt(root, 'b')).toBe('<中\r&amp;')
  expect(textAt(root, 'c')).toBe('<&amp;>x')
})

test.each([
  '',
  'x',
  '<a>',
  '<b/>',
  '<a/><a/>',
  '<a><b></a>',
  '<a>a & b</a>',
  '<a>&unknown;</a>',
  '<a>&constructor;</a>',
  '<a>&#1;</a>',
  '<a>&#xD800;</a>',
  '<a>&#x110000;</a>',
  '<a>\u0001</a>',
  '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
  '<a><__proto__>x</__proto__></a>',
  '{"a":1}',
  '<html><body>502</body></html>',
])('refuses %j', (document) => {
  expect(() => read(document)).toThrow(MalformedXmlError)
})

test('refuses bytes that are no UTF-8', () => {
  expect(() => readXml(Buffer.from('<a>\xe9</a>', 'latin1'), 'a')).toThrow(MalformedXmlError)
})

test.each(['&', '<>"\'', '\r\n', ' spaces ', '中\u{1F600}', ']]>'])(
  'reads what it writes: %j',
  (text) => {
    const written = writeDocument('a', [writeElement({ name: 'b', text })])
    expect(textAt(read(written), 'b')).toBe(text)
  },
)
