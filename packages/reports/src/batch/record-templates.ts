import type { RecordDraft } from './record-draft.ts'
import type { FieldValues, ValueGroup } from './value-group.ts'

/** Beyond this, a joint code would lose digits. */
const mostCodes = 2 ** 52
/** So many codes have a place of their own of two bytes; more are looked up. */
const mostPlaces = 2 ** 20
/** Templates that are kept at most. */
const mostTemplates = 16_384

interface JoinedGroup {
  readonly codes: Codes
  readonly fields: readonly FieldValues[]
  readonly stride: number
}

type Codes = Uint16Array | Uint32Array
type JointCodes = Codes | Float64Array

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
  /** The joint code of each row. */
  #codes: JointCodes = new Uint16Array()
  #made: Templates<Draft> = new Map<number, Draft>()
  #lastCode = -1
  #last: Draft

  constructor(blank: () => Draft) {
    this.#blank = blank
    this.#last = blank()
    this.#asked = new Set(Object.keys(this.#last))
  }

  /** The groups of so many rows to come. */
  bind(groups: readonly ValueGroup[], rows: number): void {
    const strides: number[] = []
    const joined: JoinedGroup[] = []
    const late: JoinedGroup[] = []
    let codes = 1
    for (const group of groups) {
      const fits = codes * group.size <= mostCodes
      const fields = group.fields.filter(({ field }) => this.#asked.has(field))
      strides.push(fits ? codes : 0)
      if (fields.length === 0) continue
      const entry = { codes: group.codes, fields, stride: codes }
      ;(fits ? joined : late).push(entry)
      if (fits) codes *= Math.max(1, group.size)
    }
    const identities = groups.map(({ identity }) => identity)
    if (!same(identities, this.#identities) || !same(strides, this.#strides)) {
      this.#made = codes <= mostPlaces ? new Places(codes) : new Map<number, Draft>()
      this.#lastCode = -1
    }
    this.#identities = identities
    this.#strides = strides
    this.#joined = joined
    this.#late = late
    this.#codes = jointCodes(joined, codes, rows)
  }

  /** Must be copied before the next is asked for. */
  at(row: number): Draft {
    const code = this.#codes[row] ?? 0
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
}

/** What a map of codes does here. */
interface Templates<Draft> {
  readonly size: number
  get(code: number): Draft | undefined
  set(code: number, draft: Draft): unknown
  clear(): void
}

/** A map of codes below a number, which it is faster for to look into row by row. */
class Places<Draft> implements Templates<Draft> {
  /** The number of its draft, from 1, by code. */
  readonly #numbers: Uint16Array
  #drafts: Draft[] = []

  constructor(codes: number) {
    this.#numbers = new Uint16Array(codes)
  }

  get size(): number {
    return this.#drafts.length
  }

  get(code: number): Draft | undefined {
    const number = this.#numbers[code] ?? 0
    return number === 0 ? undefined : this.#drafts[number - 1]
  }

  set(code: number, draft: Draft): void {
    this.#numbers[code] = this.#drafts.push(draft)
  }

  clear(): void {
    this.#numbers.fill(0)
    this.#drafts = []
  }
}

/** One code for each row that says the codes of all groups; column by column, which takes a fraction of row by row. */
function jointCodes(groups: readonly JoinedGroup[], codes: number, rows: number): JointCodes {
  const telling = groups.filter(
    ({ stride }, index) => (groups[index + 1]?.stride ?? codes) > stride,
  )
  const [first] = telling
  if (first === undefined) return new Uint16Array(rows)
  if (telling.length === 1 && first.stride === 1) return first.codes
  const joint = codes <= 2 ** 32 ? new Uint32Array(rows) : new Float64Array(rows)
  for (const { codes, stride } of telling) addCodes(joint, codes, stride)
  return joint
}

function addCodes(joint: Uint32Array | Float64Array, codes: Codes, stride: number): void {
  for (let row = 0; row < joint.length; row++) {
    // oxlint-disable-next-line typescript/no-non-null-assertion -- both have as many as there are rows
    joint[row]! += codes[row]! * stride
  }
}

function fill(draft: Partial<RecordDraft>, group: JoinedGroup, row: number): void {
  const code = group.codes[row]
  if (code === undefined) throw new RangeError(`no row ${row}`)
  for (const values of group.fields) values.fill(draft, code)
}

function same<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index])
}
