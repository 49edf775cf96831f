import { InventoryError } from '@bucket-inventory/core'

import { storageClassTable } from './storage-class-table.ts'

/** Words of SQL that cannot stand for a table, by DuckDB's own list. */
export type ReservedWords = ReadonlySet<string>

/** Checks the names of tables. Throws `invalid-input` for one that SQL would have to quote, that is taken, or that comes twice. */
export function checkNames(names: readonly string[], reserved: ReservedWords): void {
  const taken = new Map([[storageClassTable, storageClassTable]])
  for (const name of names) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw wrong(name, 'letters, digits and _ are, and no digit first')
    }
    const lower = name.toLowerCase()
    if (reserved.has(lower)) throw wrong(name, 'it is a word of SQL')
    const other = taken.get(lower)
    if (other !== undefined) throw wrong(name, `"${other}" is there already, and SQL knows no case`)
    taken.set(lower, name)
  }
}

function wrong(name: string, why: string): InventoryError {
  return new InventoryError('invalid-input', `"${name}" is no name for a table: ${why}`)
}
