import { InventoryError } from '@bucket-inventory/core'
import type * as nodeApi from '@duckdb/node-api'

/** What `@duckdb/node-api` exports. */
export type Duckdb = typeof nodeApi

/**
 * DuckDB, loaded at the first call: it is 70 MB. Rejects with `unsupported` where there is none for this platform, or it was not
 * installed with its optional dependencies.
 */
export async function loadDuckdb(
  load: () => Promise<Duckdb> = () => import('@duckdb/node-api'),
): Promise<Duckdb> {
  try {
    return await load()
  } catch (cause) {
    throw new InventoryError(
      'unsupported',
      `SQL needs DuckDB, which cannot be loaded on ${process.platform}-${process.arch}; install @duckdb/node-api with its optional dependencies, on a platform that it is built for`,
      { cause },
    )
  }
}
