import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { InventoryError } from '@bucket-inventory/core'

import { ask } from './engine/ask.ts'
import { Database } from './engine/database.ts'
import { loadDuckdb } from './engine/load-duckdb.ts'
import { onDisk } from './on-disk.ts'
import type { QueryOptions } from './query-options.ts'
import type { QuerySource } from './query-source.ts'
import { removeOnExit } from './remove-on-exit.ts'
import type { ReportQuery } from './report-query.ts'
import { loadTables } from './tables/load-tables.ts'

const gibibyte = 2 ** 30

/**
 * Reads reports and comparisons into tables that SQL can be asked of, named as the properties. Rejects with `unsupported` where
 * DuckDB has no build for the platform, `invalid-input` for a name that is none, `storage` where the disk does not take the
 * data, as reading a report does, and with the signal's reason. What was written is removed then, on `close`, and
 * where the process exits before.
 */
export async function openQuery(
  sources: Readonly<Record<string, QuerySource>>,
  options: QueryOptions = {},
): Promise<ReportQuery> {
  const { memory = gibibyte, spillTo = tmpdir(), signal } = options
  signal?.throwIfAborted()
  if (!(Number.isSafeInteger(memory) && memory > 0)) {
    throw new InventoryError('invalid-input', `memory is a number of bytes, not ${memory}`)
  }
  const duckdb = await loadDuckdb()
  const folder = await onDisk(spillTo, () => mkdtemp(join(spillTo, 'bucket-inventory-query-')))
  const forget = removeOnExit(folder)
  let database: Database | undefined
  const close = async () => {
    await database?.close()
    await rm(folder, { recursive: true, force: true })
    forget()
  }
  try {
    database = await Database.open(duckdb, folder, memory)
    const opened = database
    const tables = await loadTables(opened, folder, { ...options, sources })
    return {
      tables,
      rows: (sql, parameters = [], request = {}) =>
        ask(opened, { sql, parameters, signal: request.signal, tables }),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
