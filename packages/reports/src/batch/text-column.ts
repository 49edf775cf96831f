import type { TextColumn } from './column.ts'
import { CutTexts } from './cut-texts.ts'

export interface TextColumnParts<T> {
  /** UTF-8, end to end. */
  readonly bytes: Uint8Array
  readonly ends: Uint32Array
  /** 1 where there is no value, beside the empty texts. Default: no row. */
  readonly missing?: Uint8Array | undefined
  /** 1 for each text that is not ASCII, where that is known. */
  readonly wide?: Uint8Array | undefined
  /** The value of a text. */
  readonly value: (text: string) => T
  /** The value of a row that has none. */
  readonly absent: T
}

/** A column over texts. */
export function textColumn<T>(parts: TextColumnParts<T>): TextColumn<T> {
  return new Texts(parts)
}

class Texts<T> implements TextColumn<T> {
  readonly kind = 'text'
  readonly length: number
  readonly bytes: Uint8Array
  readonly ends: Uint32Array
  declare readonly missing?: Uint8Array
  readonly #parts: TextColumnParts<T>
  readonly #texts: CutTexts

  constructor(parts: TextColumnParts<T>) {
    this.length = parts.ends.length
    this.bytes = parts.bytes
    this.ends = parts.ends
    if (parts.missing !== undefined) this.missing = parts.missing
    this.#parts = parts
    this.#texts = new CutTexts(parts.bytes, parts.ends, parts.wide)
  }

  get(row: number): T {
    const start = this.#startOf(row)
    const end = this.ends[row] ?? start
    return start === end || this.missing?.[row] === 1
      ? this.#parts.absent
      : this.#parts.value(this.#texts.cut(row, start, end))
  }

  getOwn(row: number): T {
    const start = this.#startOf(row)
    const end = this.ends[row] ?? start
    return start === end || this.missing?.[row] === 1
      ? this.#parts.absent
      : this.#parts.value(this.#texts.own(row, start, end))
  }

  select(rows: Uint32Array): Texts<T> {
    const { missing, wide } = this.#parts
    return new Texts({
      ...this.#parts,
      ...selectTexts(this.bytes, this.ends, rows),
      missing: missing && selectMarks(missing, rows),
      wide: wide && selectMarks(wide, rows),
    })
  }

  #startOf(row: number): number {
    return row === 0 ? 0 : (this.ends[row - 1] ?? 0)
  }
}

function selectTexts(
  bytes: Uint8Array,
  ends: Uint32Array,
  rows: Uint32Array,
): { readonly bytes: Uint8Array; readonly ends: Uint32Array } {
  const startOf = (row: number): number => (row === 0 ? 0 : (ends[row - 1] ?? 0))
  const selectedEnds = new Uint32Array(rows.length)
  let length = 0
  for (const [index, row] of rows.entries()) {
    length += (ends[row] ?? 0) - startOf(row)
    selectedEnds[index] = length
  }
  const selected = new Uint8Array(length)
  let filled = 0
  for (let index = 0; index < rows.length;) {
    const first = rows[index] ?? 0
    // Neighbours are copied together.
    let last = first
    while (++index < rows.length && rows[index] === last + 1) last++
    const part = bytes.subarray(startOf(first), ends[last])
    selected.set(part, filled)
    filled += part.length
  }
  return { bytes: selected, ends: selectedEnds }
}

function selectMarks(marks: Uint8Array, rows: Uint32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => marks[row] ?? 0)
}
