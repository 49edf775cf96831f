import type { QueryAnswer, QueryRow } from '@bucket-inventory/query'
import { describe, expect, it } from 'vitest'

import { printAnswer } from './print-answer.ts'

function answer(rows: readonly QueryRow[]): QueryAnswer {
  return {
    columns: [
      { name: 'key', type: 'VARCHAR' },
      { name: 'sum(size)', type: 'HUGEINT' },
      { name: 'parts', type: 'STRUCT(a BOOLEAN)' },
    ],
    rows: each(rows),
  }
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

const rows: readonly QueryRow[] = [
  { key: 'a, "b"\n', 'sum(size)': 12345678901234567890n, parts: { a: true } },
  { key: '', 'sum(size)': null, parts: null },
]

async function printed(given: QueryAnswer, format: string): Promise<string> {
  let text = ''
  await printAnswer(given, format, async (more) => {
    text += more
    return true
  })
  return text
}

describe('printAnswer', () => {
  it.each([
    [
      'table',
      [
        String.raw`key                      sum(size)  parts`,
        String.raw`a, "b"\u000a  12345678901234567890  {"a":true}`,
        '',
        '',
      ],
    ],
    [
      'ndjson',
      [
        String.raw`{"key":"a, \"b\"\n","sum(size)":12345678901234567890,"parts":{"a":true}}`,
        '{"key":"","sum(size)":null,"parts":null}',
        '',
      ],
    ],
    [
      'csv',
      ['key,sum(size),parts', '"a, ""b""', '",12345678901234567890,"{""a"":true}"', '"",,', ''],
    ],
    [
      'json',
      [
        '[',
        String.raw`  {"key":"a, \"b\"\n","sum(size)":12345678901234567890,"parts":{"a":true}},`,
        '  {"key":"","sum(size)":null,"parts":null}',
        ']',
        '',
      ],
    ],
  ])('prints %s', async (format, lines) => {
    expect(await printed(answer(rows), format)).toBe(lines.join('\n'))
  })

  it.each([
    ['table', 'key  sum(size)  parts\n'],
    ['ndjson', ''],
    ['csv', 'key,sum(size),parts\n'],
    ['json', '[]\n'],
  ])('prints no rows as %s', async (format, text) => {
    expect(await printed(answer([]), format)).toBe(text)
  })

  it('prints all rows of many, in columns as wide as the first need', async () => {
    const many = Array.from({ length: 2500 }, (_, row) => ({
      key: row < 2000 ? 'a' : 'longer',
      'sum(size)': row,
      parts: null,
    }))
    const lines = (await printed(answer(many), 'table')).split('\n')
    expect(lines).toHaveLength(2502)
    expect(lines.slice(0, 2)).toStrictEqual(['key  sum(size)  parts', 'a            0'])
    expect(lines[2500]).toBe('longer       2499')
    expect((await printed(answer(many), 'json')).match(/"key"/g)).toHaveLength(2500)
  })

  it('stops where nobody wants more', async () => {
    let given = 0
    const endless = async function* (): AsyncGenerator<QueryRow> {
      for (;;) yield { key: String(given++), 'sum(size)': 1, parts: null }
    }
    for (const format of ['table', 'ndjson', 'json', 'csv']) {
      given = 0
      let texts = 0
      await printAnswer({ ...answer([]), rows: endless() }, format, async () => texts++ < 1)
      expect(given).toBeLessThan(4000)
    }
  })

  it('tells an answer of nothing from a row of nothing in CSV', async () => {
    const columns = [{ name: 'etag', type: 'VARCHAR' }]
    expect(await printed({ columns, rows: each([{ etag: null }]) }, 'csv')).toBe('etag\n""\n')
  })
})
