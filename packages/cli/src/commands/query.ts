import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'

import { InventoryError } from '@bucket-inventory/core'
import { openQuery } from '@bucket-inventory/query'
import type { QueryOptions, QueryParameter, QuerySource } from '@bucket-inventory/query'

import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext, RunCommand } from '../command.ts'
import { parseSize } from '../input/parse-size.ts'
import { timeFlag } from '../input/parse-time.ts'
import { readConfiguration } from '../input/read-configuration.ts'
import { openReportPlace } from '../input/report-place.ts'
import { printAnswer } from '../output/print-answer.ts'
import { progressInWords, ReadingLine } from '../output/reading-line.ts'

/** `query PLACE SQL`: the rows of the answer, on standard output. */
export const query: RunCommand = async (call, context) => {
  const [, sql = ''] = call.arguments
  const { signal, output } = context
  const parameters = (call.values['param'] ?? []).map(parameterOf)
  const options = queryOptions(call, context)
  const tables: Record<string, QuerySource> = {}
  for (const { name, place } of placesOf(call)) {
    const source = await sourceOf(place, call, context)
    const table = name ?? ('comparison' in source ? 'comparison' : 'report')
    if (Object.hasOwn(tables, table)) {
      throw new InventoryError('invalid-input', `two places are the table "${table}"; name one`)
    }
    tables[table] = source
  }
  const line = new ReadingLine(context)
  const opened = await openQuery(tables, {
    ...options,
    onProgress: (progress) => {
      line.tell((seconds) => `${progress.table}  ${progressInWords(progress, seconds)}`)
    },
  }).finally(() => {
    line.clear()
  })
  try {
    const answer = await opened.rows(sql, parameters, { signal })
    const { outputTakesMore } = context
    await printAnswer(answer, valueOf(call, 'format') ?? 'table', async (text) => {
      output.write(text)
      return (await outputTakesMore?.()) ?? true
    })
    return 0
  } finally {
    await opened.close()
  }
}

interface NamedPlace {
  /** Of its table. Default: by what it is. */
  readonly name: string | undefined
  readonly place: string
}

/** PLACE or NAME=PLACE, and those of `--table`. */
function placesOf(call: CommandCall): readonly NamedPlace[] {
  const [first = ''] = call.arguments
  const others = (call.values['table'] ?? []).map((text) => {
    const named = namedPlace(text)
    if (named.name !== undefined) return named
    throw new InventoryError(
      'invalid-input',
      `--table takes NAME=PLACE, such as before=s3://photos#daily, not "${text}"`,
    )
  })
  return [namedPlace(first), ...others]
}

function namedPlace(text: string): NamedPlace {
  const [, name, place] = /^([A-Za-z_]\w*)=([\s\S]+)$/.exec(text) ?? []
  return place === undefined ? { name: undefined, place: text } : { name, place }
}

async function sourceOf(
  text: string,
  call: CommandCall,
  context: CommandContext,
): Promise<QuerySource> {
  const folder = await comparisonIn(text, context)
  if (folder !== undefined) return { comparison: folder }
  const file = valueOf(call, 'configuration')
  const configuration = file === undefined ? undefined : await readConfiguration(file, context)
  const { report, residual } = await openReportPlace(text, { at: timeFlag(call, 'at') }, context)
  const where = configuration === undefined ? undefined : residual(configuration)
  return where === undefined ? { report } : { report, where }
}

/** The folder of a comparison, which is named as `compare --out` took it: without `./` too. */
async function comparisonIn(text: string, { folder }: CommandContext): Promise<string | undefined> {
  if (text.includes('://')) return undefined
  const path = resolve(folder, text)
  const found = await stat(resolve(path, 'comparison.json')).catch(() => undefined)
  return found === undefined ? undefined : path
}

function queryOptions(call: CommandCall, { folder, signal }: CommandContext): QueryOptions {
  const memory = valueOf(call, 'memory')
  const spill = valueOf(call, 'spill')
  return {
    signal,
    ...(memory === undefined ? {} : { memory: parseSize(memory, '--memory') }),
    ...(spill === undefined ? {} : { spillTo: resolve(folder, spill) }),
  }
}

/** What is written as JSON writes a number is one; other texts, such as `007`, are text. */
function parameterOf(text: string): QueryParameter {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return text
  const number = Number(text)
  return text.includes('.') || Number.isSafeInteger(number) ? number : BigInt(text)
}
