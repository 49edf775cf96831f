import { formatQueryValue, queryValueJson } from '@bucket-inventory/query'
import type { QueryAnswer, QueryRow, QueryValue } from '@bucket-inventory/query'

import { quotedWhereNeeded } from '../rows/csv-layout.ts'
import type { TakeText } from '../rows/send-rows.ts'
import { AnswerTable } from './answer-table.ts'

/** Prints the rows of an answer as they come, in one of the formats of `query`. */
export async function printAnswer(
  { columns, rows }: QueryAnswer,
  format: string,
  take: TakeText,
): Promise<void> {
  const names = columns.map(({ name }) => name)
  switch (format) {
    case 'ndjson':
      await printRows(rows, (some) => linesOf(some, (row) => jsonOf(row, names)), take)
      return
    case 'csv':
      await take(`${names.map(quotedWhereNeeded).join(',')}\n`)
      await printRows(rows, (some) => linesOf(some, (row) => csvOf(row, names)), take)
      return
    case 'json':
      await printArray(rows, names, take)
      return
    default: {
      const table = new AnswerTable(columns)
      if (await printRows(rows, (some) => table.text(some), take)) return
      await take(table.text([]))
    }
  }
}

/** Resolves to whether there were any. */
async function printRows(
  rows: AsyncIterable<QueryRow>,
  textOf: (rows: readonly QueryRow[]) => string,
  take: TakeText,
): Promise<boolean> {
  let any = false
  for await (const some of gathered(rows)) {
    any = true
    if (!(await take(textOf(some)))) break
  }
  return any
}

async function printArray(
  rows: AsyncIterable<QueryRow>,
  names: readonly string[],
  take: TakeText,
): Promise<void> {
  let before = '[\n'
  for await (const some of gathered(rows)) {
    const text = some.map((row) => `  ${jsonOf(row, names)}`).join(',\n')
    if (!(await take(before + text))) return
    before = ',\n'
  }
  await take(before === '[\n' ? '[]\n' : '\n]\n')
}

const rowsAtATime = 1000

async function* gathered<Item>(
  items: AsyncIterable<Item>,
): AsyncGenerator<readonly Item[], void, undefined> {
  let some: Item[] = []
  for await (const item of items) {
    some.push(item)
    if (some.length < rowsAtATime) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

function valueAt(row: QueryRow, name: string): QueryValue {
  return row[name] ?? null
}

function linesOf(rows: readonly QueryRow[], lineOf: (row: QueryRow) => string): string {
  return rows.map((row) => `${lineOf(row)}\n`).join('')
}

function jsonOf(row: QueryRow, names: readonly string[]): string {
  const parts = names.map((name) => `${JSON.stringify(name)}:${queryValueJson(valueAt(row, name))}`)
  return `{${parts.join(',')}}`
}

/** Nothing at all is NULL, two quotes are the empty text. */
function csvOf(row: QueryRow, names: readonly string[]): string {
  const cells = names.map((name) => {
    const text = formatQueryValue(valueAt(row, name))
    return row[name] === '' ? '""' : quotedWhereNeeded(text)
  })
  // A line without anything would be taken for none.
  return cells.length === 1 && cells[0] === '' ? '""' : cells.join(',')
}
