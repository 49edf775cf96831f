import type { RecordDraft } from './record-draft.ts'
import type { FieldValues, ValueGroup } from './value-group.ts'

/** Beyond this, a joint code would lose digits. */
const mostCodes = 2 ** 52
/** Templates that are kept at most. */
const mostTemplates = 16_384

interface JoinedGroup {
  readonly codes: Uint16Array | Uint32Array
  readonly fields: readonly FieldValues[]
  readonly stride: number
}

/**
 * Records of which everything is set that repeats: one for each combination of codes, made once and kept while the codes
 * mean the same. What differs row by row is set by who copies them.
 */
export class RecordTemplates<Draft extends Partial<RecordDraft>> {
  readonly #blank: () => Draft
  readonly #asked: ReadonlySet<string>
  #identities: readonly object[] = []
  #strides: readonly number[] = []
  #joined: readonly JoinedGroup[] = []
  /** Groups that do not fit into a joint code: set row by row. */
  #late: readonly JoinedGroup[] = []
  #made = new Map<number, Draft>()
  #lastCode = -1
  #last: Draft

  constructor(blank: () => Draft) {
    this.#blank = blank
    this.#last = blank()
    this.#asked = new Set(Object.keys(this.#last))
  }

  /** The groups of the rows to come. */
  bind(groups: readonly ValueGroup[]): void {
    const strides: number[] = []
    const joined: JoinedGroup[] = []
    const late: JoinedGroup[] = []
    let codes = 1
    for (const group of groups) {
      const size = powerFrom(group.size)
      const fits = codes * size <= mostCodes
      const fields = group.fields.filter(({ field }) => this.#asked.has(field))
      strides.push(fits ? codes : 0)
      if (fields.length === 0) continue
      const entry = { codes: group.codes, fields, stride: codes }
      ;(fits ? joined : late).push(entry)
      if (fits) codes *= size
    }
    const identities = groups.map(({ identity }) => identity)
    if (!same(identities, this.#identities) || !same(strides, this.#strides)) this.#forget()
    this.#identities = identities
    this.#strides = strides
    this.#joined = joined
    this.#late = late
  }

  /** Must be copied before the next is asked for. */
  at(row: number): Draft {
    let code = 0
    for (const group of this.#joined) code += (group.codes[row] ?? 0) * group.stride
    if (code !== this.#lastCode) {
      this.#last = this.#made.get(code) ?? this.#make(code, row)
      this.#lastCode = code
    }
    for (const group of this.#late) fill(this.#last, group, row)
    return this.#last
  }

  #make(code: number, row: number): Draft {
    const draft = this.#blank()
    for (const group of this.#joined) fill(draft, group, row)
    if (this.#made.size >= mostTemplates) this.#made.clear()
    this.#made.set(code, draft)
    return draft
  }

  #forget(): void {
    this.#made.clear()
    this.#lastCode = -1
  }
}

function fill(draft: Partial<RecordDraft>, group: JoinedGroup, row: number): void {
  const code = group.codes[row]
  if (code === undefined) throw new RangeError(`no row ${row}`)
  for (const values of group.fields) values.fill(draft, code)
}

/** The power of two that holds so many codes: a dictionary that grows a little keeps its stride. */
function powerFrom(size: number): number {
  let power = 1
  while (power < size) power *= 2
  return power
}

function same<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index])
}
