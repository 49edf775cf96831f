import { isInventoryError } from '@bucket-inventory/core'
import { describe, expect, test } from 'vitest'

import { readDocument, writeDocument } from './index.ts'

function read(inner: string) {
  return readDocument(`<Root>${inner}</Root>`, ['Root']).element
}

function problem(text: string): string {
  try {
    readDocument(text, ['InventoryConfiguration'])
  } catch (error) {
    if (isInventoryError(error, 'protocol')) return error.message
    throw error
  }
  throw new Error('the document was read')
}

describe('what is no such document', () => {
  test.each([
    ['', 'got an empty body'],
    [' \n', 'got an empty body'],
    ['<html><body>Bad Gateway</body></html>', 'got an HTML page'],
    ['<!DOCTYPE html><html lang="en"><p>x<br>', 'got an HTML page'],
    ['Bad Gateway', 'got no well-formed XML'],
    ['{"a":1}', 'got no well-formed XML'],
    ['<InventoryConfiguration><Id>a</Id>', 'got no well-formed XML'],
    ['<InventoryConfiguration><Id>a</I', 'got no well-formed XML'],
    ['<InventoryConfiguration><Id>a</InventoryConfiguration></Id>', 'got no well-formed XML'],
    ['<InventoryConfiguration>a & b</InventoryConfiguration>', 'does not define, & b'],
    ['<InventoryConfiguration x="1" x="2"/>', 'got no well-formed XML'],
    ['<InventoryConfiguration x="1"y="2"/>', 'got no well-formed XML'],
    ['<InventoryConfiguration x="<"/>', 'got no well-formed XML'],
    ['<InventoryConfiguration x=1/>', 'got no well-formed XML'],
    ['<InventoryConfiguration><1a/></InventoryConfiguration>', 'got no well-formed XML'],
    ['<![CDATA[x]]><InventoryConfiguration/>', 'got '],
    ['<InventoryConfiguration>]]></InventoryConfiguration>', 'the end of CDATA in a text'],
    ['<InventoryConfiguration><!-- a -- b --></InventoryConfiguration>', '"--" in a comment'],
    ['<InventoryConfiguration/><!-- a --->', '"--" in a comment'],
    ['<InventoryConfiguration><? a?></InventoryConfiguration>', 'an instruction without a name'],
    [' <?xml version="1.0"?><InventoryConfiguration/>', 'a declaration behind the beginning'],
    ['<InventoryConfiguration\u00A0x="1"/>', 'got no well-formed XML'],
    ['<InventoryConfiguration/>\u00A0', 'got text beside the root element'],
    ['<InventoryConfiguration><a\u00D7/></InventoryConfiguration>', 'got no well-formed XML'],
    ['x<InventoryConfiguration/>', 'got no well-formed XML'],
    ['<InventoryConfiguration/>x', 'got text beside the root element'],
    ['<InventoryConfiguration></InventoryConfiguration>x', 'got no well-formed XML'],
    ['<InventoryConfiguration/><InventoryConfiguration/>', 'got more than one root element'],
    ['<!-- nothing -->', 'got no well-formed XML'],
    [
      '<InventoryConfiguration><!ENTITY e "x"></InventoryConfiguration>',
      'got a declaration inside',
    ],
    [
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]><InventoryConfiguration>&e;</InventoryConfiguration>',
      'got a document with a DOCTYPE',
    ],
    ['<Error><Code>NoSuchBucket</Code></Error>', 'got <Error>'],
    ['<a:InventoryConfiguration xmlns:a="u"/>', 'got <a:InventoryConfiguration>'],
    ['<InventoryConfiguration>&nbsp;</InventoryConfiguration>', 'does not define, &nbsp;'],
    ['<InventoryConfiguration>&toString;</InventoryConfiguration>', 'does not define, &toString;'],
    ['<InventoryConfiguration>&#;</InventoryConfiguration>', 'does not define, &#;'],
    ['<InventoryConfiguration>&#1;</InventoryConfiguration>', '&#1;, a character'],
    ['<InventoryConfiguration>&#xD800;</InventoryConfiguration>', '&#xD800;, a character'],
    ['<InventoryConfiguration>&#x110000;</InventoryConfiguration>', '&#x110000;, a character'],
    ['<InventoryConfiguration>\u0001</InventoryConfiguration>', 'got U+0001'],
    ['<InventoryConfiguration>\uD800</InventoryConfiguration>', 'got U+D800'],
    [
      '<InventoryConfiguration>' +
        '<a>'.repeat(200) +
        '</a>'.repeat(200) +
        '</InventoryConfiguration>',
      'elements more than 100 deep',
    ],
  ])('refuses %j with protocol', (text, message) => {
    expect(problem(text)).toContain('expected <InventoryConfiguration>, ')
    expect(problem(text)).toContain(message)
  })

  test('is told so however long it goes on', () => {
    for (const text of [
      '\u00A0',
      ' ',
      '\u00A0=',
      'x',
      ' x',
      ' x="1"',
      '"',
      '<',
      '&',
      '-',
      ']',
      '?',
      '😀',
    ]) {
      for (const start of ['<R', '<R ', '<R x="', '</R', '<R>', '<!--', '<R><![CDATA[', '<?']) {
        expect(problem(start + text.repeat(20_000))).toContain('got ')
      }
    }
  })

  test('never quotes the whole of what came', () => {
    const page = `<${'x'.repeat(5000)}>${'secret '.repeat(1000)}</${'x'.repeat(5000)}>`
    expect(problem(page).length).toBeLessThan(300)
    expect(problem(`<a>${'<b>'.repeat(90)}`).length).toBeLessThan(300)
  })

  test('says which of several roots came', () => {
    const document = readDocument('<B><Id>1</Id></B>', ['A', 'B'])
    expect(document.root).toBe('B')
    expect(document.element.text('Id')).toBe('1')
    expect(() => readDocument('<C/>', ['A', 'B'])).toThrow('expected <A> or <B>, got <C>')
  })
})

describe('text', () => {
  test.each([
    ['007', '007'],
    ['true', 'true'],
    ['1e5', '1e5'],
    [' a b ', ' a b '],
    ['   ', '   '],
    ['', ''],
    ['&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
    ['&amp;lt;', '&lt;'],
    ['&amp;#65;', '&#65;'],
    ['&#38;lt;', '&lt;'],
    ['&#x4E2D;&#20013;', '中中'],
    ['&#x1F600;', '😀'],
    ['a&#13;&#10;b', 'a\r\nb'],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['<![CDATA[&lt;<b>]]>', '&lt;<b>'],
    ['a<![CDATA[b]]><!-- no -->c<?no no?>d', 'abcd'],
    ['<![CDATA[ ]]>', ' '],
    ['é中😀', 'é中😀'],
  ])('keeps %j to the letter, decoded once', (written, text) => {
    expect(read(`<A>${written}</A>`).text('A')).toBe(text)
  })

  test('tells absent from empty', () => {
    expect(read('<A/>').text('A')).toBe('')
    expect(read('<A></A>').text('A')).toBe('')
    expect(read('').text('A')).toBeUndefined()
    expect(read('<A/>').has('A')).toBe(true)
    expect(read('').has('A')).toBe(false)
  })

  test('lists several of one name in order', () => {
    expect(read('<F>1</F><G/><F>2</F>').texts('F')).toEqual(['1', '2'])
    expect(read('').texts('F')).toEqual([])
  })

  test('refuses an element that is repeated and one that holds elements, saying where', () => {
    expect(() => read('<A>1</A><A>2</A>').text('A')).toThrow('Root has <A> 2 times, not once')
    expect(() => read('<A/><A/>').child('A')).toThrow('Root has <A> 2 times, not once')
    expect(() => read('<A>1<B/></A>').text('A')).toThrow('Root/A holds <B> where text is expected')
    expect(() => read('<A><B>1<C/></B></A>').child('A')?.text('B')).toThrow('Root/A/B holds <C>')
  })

  test('reads names that mean something in JavaScript', () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length']
    const element = read(names.map((name) => `<${name}>${name}</${name}>`).join(''))
    for (const name of names) expect(element.text(name)).toBe(name)
    expect(Object.keys(read('<__proto__>1</__proto__>').remainder() ?? {})).toEqual(['__proto__'])
    expect(read('').has('toString')).toBe(false)
  })

  test('reads names beyond ASCII, and only such that can be written again', () => {
    const names = ['é', '中', '\u{10000}x', '\u{EFFFF}', 'a\u00B7']
    const element = read(names.map((name) => `<${name}/>`).join(''))
    expect(Object.keys(element.remainder() ?? {})).toEqual(names)
    for (const name of ['\u00B7', 'a\u00D7', 'a\u2028', '\u{F0000}']) {
      expect(() => read(`<${name}/>`)).toThrow('no well-formed XML')
    }
  })

  test('reads elements as deep as they can be written', () => {
    const inside = '<a>'.repeat(98) + '<b/>' + '</a>'.repeat(98)
    const remainder = read(inside).remainder() ?? {}
    expect(writeDocument('Root', {}, { remainder })).toContain(inside)
    expect(() => read(`<a>${inside}</a>`)).toThrow('elements more than 100 deep')
  })

  test('reads a document that begins with a byte order mark, a declaration and a comment', () => {
    const text = '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<!-- x -->\n<Root><A>1</A></Root>\n'
    expect(readDocument(text, ['Root']).element.text('A')).toBe('1')
  })
})

describe('what is left', () => {
  test('is nothing where all was taken, pretty-printed or not', () => {
    const element = read('\n  <A>1</A>\n  <B>\n    <C/>\n  </B>\n')
    element.text('A')
    element.child('B')?.child('C')
    expect(element.remainder()).toBeUndefined()
  })

  test('is everything that nobody took, recursively', () => {
    const element = read(
      '<A x="1&amp;">a</A><B><C>c</C><D> </D><E/></B><F>1</F><F>2</F><G y="2"> </G>mixed<H>a<I/>b</H>',
    )
    element.text('A')
    element.child('B')?.text('C')
    expect(element.remainder()).toEqual({
      '#text': 'mixed',
      A: { '@x': '1&' },
      B: { D: ' ', E: '' },
      F: ['1', '2'],
      G: { '@y': '2', '#text': ' ' },
      H: { '#text': 'ab', I: '' },
    })
  })

  test('is text beside elements also where that is white space only to others than XML', () => {
    expect(read('<A>\u00A0<B/></A>').remainder()).toEqual({ A: { '#text': '\u00A0', B: '' } })
  })

  test('has an entry for each of several that were taken where one has something left', () => {
    const element = read('<F>1</F><F x="1">2</F><L><A/></L><L/>')
    element.texts('F')
    element.children('L')
    expect(element.remainder()).toEqual({ F: [{}, { '@x': '1' }], L: [{ A: '' }, {}] })
  })

  test('is the same however often one asks', () => {
    const element = read('<A><B/><C/></A>')
    element.child('A')?.text('B')
    element.child('A')?.text('B')
    expect(element.remainder()).toEqual({ A: { C: '' } })
    expect(element.remainder()).toEqual({ A: { C: '' } })
  })

  test('leaves out the namespace of the root and its repetitions, and keeps any other', () => {
    const { element } = readDocument(
      '<Root xmlns="u" xmlns:x="v" x:y="1"><A xmlns="u"/><B xmlns="w"/></Root>',
      ['Root'],
    )
    expect(element.remainder()).toEqual({
      '@xmlns:x': 'v',
      '@x:y': '1',
      A: '',
      B: { '@xmlns': 'w' },
    })
  })

  test('reads white space in an attribute as spaces, unless it is written as a reference', () => {
    expect(read('<A x="a\tb\nc&#x9;d&#xA;e"/>').remainder()).toEqual({
      A: { '@x': 'a b c\td\ne' },
    })
  })
})
