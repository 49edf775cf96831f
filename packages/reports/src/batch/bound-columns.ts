import type { RecordField } from '@bucket-inventory/core'

import { fillField, setColumn } from './record-draft.ts'
import type { RecordColumns, RecordDraft } from './record-draft.ts'
import { RecordTemplates } from './record-templates.ts'
import { groupOfColumn } from './value-group.ts'
import type { ValueGroup } from './value-group.ts'

/** What the records of a batch are built from. */
export interface RecordParts {
  /** Rows. */
  readonly length: number
  readonly columns: RecordColumns
  /** Columns of few values that share codes; they may be in `columns` too. */
  readonly groups: readonly ValueGroup[]
}

/** Dictionaries of more values are as good as texts: a template for each would hardly be used again. */
const fewValues = 256

/** Properties that differ from row to row in every report are set by name: by variable it takes ten times as long. */
const varying = ['key', 'versionId', 'size', 'lastModified', 'etag', 'checksum'] as const
export type VaryingColumns = Pick<RecordColumns, (typeof varying)[number]>
const isVarying: ReadonlySet<RecordField> = new Set(varying)

/** The columns of a batch, sorted by how their values come into a record. */
export class BoundColumns<Draft extends Partial<RecordDraft>> {
  readonly #fields: readonly RecordField[]
  readonly #templates: RecordTemplates<Draft>
  #parts: RecordParts = { length: 0, columns: {}, groups: [] }
  /** Set in the template row by row. */
  #others: readonly RecordField[] = []
  /** Those of the properties that are asked for. */
  varying: VaryingColumns = {}

  constructor(fields: readonly RecordField[], blank: () => Draft) {
    this.#fields = fields
    this.#templates = new RecordTemplates(blank)
  }

  /** A record of this row but for what is {@link varying}. Must be copied before the next is asked for. */
  at(parts: RecordParts, row: number, own: boolean): Draft {
    if (parts !== this.#parts) this.#bind(parts)
    const draft = this.#templates.at(row)
    for (const field of this.#others) {
      const column = parts.columns[field]
      if (column !== undefined) fillField(draft, field, column, row, own)
    }
    return draft
  }

  #bind(parts: RecordParts): void {
    const { columns, groups } = parts
    const grouped = new Set(groups.flatMap((group) => group.fields.map(({ field }) => field)))
    const all = [...groups]
    const others: RecordField[] = []
    const varying: RecordColumns = {}
    for (const field of this.#fields) {
      const column = columns[field]
      if (column === undefined || grouped.has(field)) continue
      if (isVarying.has(field)) {
        setColumn(varying, field, column)
        continue
      }
      if (column.kind === 'dictionary' && column.values.length <= fewValues) {
        all.push(groupOfColumn(field, column))
      } else {
        others.push(field)
      }
    }
    this.#templates.bind(all, parts.length)
    this.#parts = parts
    this.#others = others
    this.varying = varying
  }
}
