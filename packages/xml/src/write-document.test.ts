import { isInventoryError } from '@bucket-inventory/core'
import type { NativeRemainder } from '@bucket-inventory/core'
import { describe, expect, test } from 'vitest'

import { readDocument, unwritableCharacter, writeDocument } from './index.ts'
import type { XmlContent } from './index.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8"?>'

function written(content: XmlContent, remainder?: NativeRemainder): string {
  const text = writeDocument('R', content, remainder === undefined ? {} : { remainder })
  return text.slice(declaration.length)
}

describe('writing', () => {
  test('writes a declaration, the namespace, elements in order and lists as repetitions', () => {
    const content = {
      Id: 'a',
      Absent: undefined,
      None: [],
      Empty: '',
      Field: ['1', '2'],
      B: { C: 'c' },
    }
    expect(writeDocument('R', content, { namespace: 'u:v' })).toBe(
      `${declaration}<R xmlns="u:v"><Id>a</Id><Empty/><Field>1</Field><Field>2</Field><B><C>c</C></B></R>`,
    )
  })

  test('escapes what is markup, and line ends so that no reader normalises them', () => {
    expect(written({ A: '<&>"\'\r\n\t\u0085\u2028 ' })).toBe(
      '<R><A>&lt;&amp;&gt;&quot;&apos;&#xD;&#xA;\t&#x85;&#x2028; </A></R>',
    )
    expect(written({ A: { '@x': '"\t<' } })).toBe('<R><A x="&quot;&#x9;&lt;"/></R>')
  })

  test.each([
    ['\u0001', 'U+0001'],
    ['a\u0000b', 'U+0000'],
    ['\uD800', 'U+D800'],
    ['x\uDC00\uD800', 'U+DC00'],
    ['\uFFFE', 'U+FFFE'],
    ['\uFFFF', 'U+FFFF'],
  ])('refuses %j, which XML cannot hold, naming the element', (text, name) => {
    expect(unwritableCharacter(text)).toBe(name)
    const write = () => written({ A: { B: text } })
    expect(write).toThrow(`R/A/B: holds ${name}, which XML cannot hold`)
    expect(write).toThrow(
      expect.toSatisfy((error) => isInventoryError(error, 'invalid-configuration')),
    )
  })

  test.each(['', 'a\t\n\r b', '\u0085', 'é中😀', '\uFFFD'])('can hold %j', (text) => {
    expect(unwritableCharacter(text)).toBeUndefined()
  })

  test.each(['a b', '1', '', '><x', 'a"', '-'])('refuses %j as a name', (name) => {
    expect(() => written({ [name]: 'x' })).toThrow('is no name of an XML element')
    expect(() => written({ A: { [`@${name}`]: 'x' } })).toThrow('is no name of an XML attribute')
  })

  test('refuses what is deeper than it would read', () => {
    let content: XmlContent = {}
    for (let depth = 0; depth < 200; depth += 1) content = { A: content }
    expect(() => written(content)).toThrow('more than 100 elements deep')
  })
})

describe('writing what was left', () => {
  test('puts it in its place', () => {
    const remainder = {
      '@y': '1',
      A: { '@x': '1' },
      B: { D: 'd', '#text': 't' },
      E: ['1', { F: '' }],
    }
    expect(written({ A: 'a', B: { C: 'c' } }, remainder)).toBe(
      '<R y="1"><A x="1">a</A><B><C>c</C><D>d</D>t</B><E>1</E><E><F/></E></R>',
    )
  })

  test('matches several of one name by their order', () => {
    expect(written({ F: ['1', '2'] }, { F: [{}, { '@x': '1' }] })).toBe(
      '<R><F>1</F><F x="1">2</F></R>',
    )
    expect(written({ F: ['1', '2'] }, { F: { '@x': '1' } })).toBe('<R><F x="1">1</F><F>2</F></R>')
    expect(written({ F: [''] }, { F: { G: '' } })).toBe('<R><F><G/></F></R>')
  })

  test('refuses what stands in the place of something written', () => {
    const clash = 'stands both in the configuration and in what was left'
    expect(() => written({ A: '1' }, { A: '2' })).toThrow(`R/A: ${clash}`)
    expect(() => written({ A: '1' }, { A: ['2', '3'] })).toThrow(clash)
    expect(() => written({ A: '1' }, { A: { B: '2' } })).toThrow(clash)
    expect(() => written({ A: { B: '1' } }, { A: { B: { '#text': '2' } } })).toThrow('R/A/B')
  })

  test('writes a member named __proto__ like any other', () => {
    const { element } = readDocument('<R><__proto__ a="1"/></R>', ['R'])
    expect(written({}, element.remainder())).toBe('<R><__proto__ a="1"/></R>')
  })
})
