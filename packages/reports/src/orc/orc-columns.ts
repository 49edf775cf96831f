import { InventoryError } from '@bucket-inventory/core'
import type {
  OrcColumn,
  OrcDictionary,
  OrcDictionaryColumn,
  OrcNumberColumn,
} from '@bucket-inventory/orc'

import type {
  TypedColumn,
  TypedDictionary,
  TypedNumbers,
  TypedTexts,
} from '../typed/typed-column.ts'

const truths: TypedDictionary = { values: [false, true, undefined] }
const day = 24 * 3_600_000

/** The columns of ORC as those of any typed file. */
export class OrcColumns {
  readonly #asTexts: ReadonlySet<string>
  readonly #dictionaries = new WeakMap<OrcDictionary, TypedDictionary>()

  constructor(asTexts: ReadonlySet<string>) {
    this.#asTexts = asTexts
  }

  of(column: OrcColumn, file: string, firstRow: number): TypedColumn {
    switch (column.kind) {
      case 'number':
        return numbersOf(column, file, firstRow)
      case 'boolean':
        return { kind: 'words', codes: Uint16Array.from(column.values), dictionary: truths }
      case 'text':
      case 'binary':
        return { kind: 'text', bytes: column.bytes, ends: column.ends }
      case 'dictionary':
        return this.#asTexts.has(column.name)
          ? textsOf(column)
          : {
              kind: 'words',
              codes: column.codes,
              dictionary: this.#dictionaryOf(column.dictionary),
            }
      case 'bigint':
        throw new RangeError(`column "${column.name}" was not asked for as bigints`)
    }
  }

  #dictionaryOf(dictionary: OrcDictionary): TypedDictionary {
    let typed = this.#dictionaries.get(dictionary)
    if (typed === undefined) {
      typed = { values: dictionary.values.map((value) => value ?? undefined) }
      this.#dictionaries.set(dictionary, typed)
    }
    return typed
  }
}

function numbersOf(
  { name, type, values }: OrcNumberColumn,
  file: string,
  firstRow: number,
): TypedNumbers {
  if (type === 'timestamp' || type === 'timestamp-instant') {
    return { kind: 'number', unit: 'instant', values }
  }
  if (type === 'date') {
    return { kind: 'number', unit: 'instant', values: values.map((days) => days * day) }
  }
  if (type === 'float' || type === 'double') {
    const broken = values.findIndex((value) => value === value && !Number.isSafeInteger(value))
    if (broken !== -1) {
      const row = firstRow + broken + 1
      throw new InventoryError(
        'corrupt-report',
        `data file "${file}": row ${row}: ${values[broken]} is no whole number, as column "${name}" needs`,
        { position: { file, row } },
      )
    }
  }
  return { kind: 'number', unit: 'count', values }
}

/** Each row's text of its own, as identity is in the bytes. */
function textsOf({ codes, dictionary, length }: OrcDictionaryColumn): TypedTexts {
  const { bytes, ends, size } = dictionary
  const rowEnds = new Uint32Array(length)
  let total = 0
  for (const [row, code] of codes.entries()) {
    if (code < size) total += (ends[code] ?? 0) - (code === 0 ? 0 : (ends[code - 1] ?? 0))
    rowEnds[row] = total
  }
  const texts = new Uint8Array(total)
  let filled = 0
  for (const code of codes) {
    if (code >= size) continue
    const text = bytes.subarray(code === 0 ? 0 : ends[code - 1], ends[code])
    texts.set(text, filled)
    filled += text.length
  }
  return { kind: 'text', bytes: texts, ends: rowEnds }
}
