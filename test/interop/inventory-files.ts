import type { InventoryRow } from './inventory-row.ts'

/** How pyarrow writes a file. */
export interface PyarrowStyle {
  /** For a person. */
  readonly name: string
  readonly format: 'orc' | 'parquet'
  /** Of the timestamps. `more`: units that each is later, less than a millisecond, which a reader cuts off. */
  readonly timestamps: {
    readonly unit?: 'ms' | 'us' | 'ns'
    readonly zone?: 'UTC'
    readonly more?: number
  }
  /** Of `write_table`. */
  readonly options: Readonly<Record<string, unknown>>
}

/** Files that pyarrow is to write, each of the rows from the first index until before the second. */
export interface InventoryFiles {
  readonly columns: readonly (readonly [name: string, type: string])[]
  readonly rows: readonly InventoryRow[]
  readonly files: readonly (PyarrowStyle & {
    readonly path: string
    readonly rows: readonly [number, number]
  })[]
}
