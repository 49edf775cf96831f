import { join } from 'node:path'

import { InventoryError } from '@bucket-inventory/core'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

import type { Duckdb } from './load-duckdb.ts'

/** How often what was told to stop is told again: told before it began, it does not hear. Milliseconds. */
const again = 20

/** DuckDB in memory, which takes nothing from the network or the home of its user, and what is under way in it. */
export class Database {
  readonly duckdb: Duckdb
  readonly #instance: DuckDBInstance
  readonly #closing = new AbortController()
  readonly #connections = new Set<DuckDBConnection>()
  readonly #running = new Set<Promise<unknown>>()

  private constructor(duckdb: Duckdb, instance: DuckDBInstance) {
    this.duckdb = duckdb
    this.#instance = instance
  }

  /** What does not fit in so many bytes of memory goes to the folder. */
  static async open(duckdb: Duckdb, folder: string, memory: number): Promise<Database> {
    const instance = await duckdb.DuckDBInstance.create(':memory:', {
      memory_limit: `${memory}B`,
      temp_directory: join(folder, 'spilled'),
      home_directory: folder,
      errors_as_json: 'true',
      allow_community_extensions: 'false',
      allow_persistent_secrets: 'false',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    })
    return new Database(duckdb, instance)
  }

  async connect(): Promise<DuckDBConnection> {
    this.#closing.signal.throwIfAborted()
    return this.#track(this.#connect())
  }

  disconnect(connection: DuckDBConnection): void {
    if (this.#connections.delete(connection)) connection.disconnectSync()
  }

  /** Runs something on a connection until the signal, or the end of the database, stops it: then rejects with the reason. */
  async run<T>(
    connection: DuckDBConnection,
    operation: () => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const stop = AbortSignal.any([this.#closing.signal, ...(signal === undefined ? [] : [signal])])
    stop.throwIfAborted()
    let timer: ReturnType<typeof setInterval> | undefined
    const interrupt = () => {
      connection.interrupt()
      timer = setInterval(() => {
        connection.interrupt()
      }, again)
    }
    stop.addEventListener('abort', interrupt, { once: true })
    try {
      return await this.#track(operation())
    } finally {
      stop.removeEventListener('abort', interrupt)
      clearInterval(timer)
      // What was stopped may look as if it had come to its end.
      stop.throwIfAborted()
    }
  }

  /** Ends what runs, waits until it has ended, and closes. What is closed while it is used takes the process with it. */
  async close(): Promise<void> {
    this.#closing.abort(new InventoryError('invalid-input', 'the query is closed'))
    while (this.#running.size > 0) await Promise.allSettled(this.#running)
    for (const connection of this.#connections) this.disconnect(connection)
    this.#instance.closeSync()
  }

  async #connect(): Promise<DuckDBConnection> {
    const connection = await this.#instance.connect()
    this.#connections.add(connection)
    return connection
  }

  async #track<T>(running: Promise<T>): Promise<T> {
    this.#running.add(running)
    try {
      return await running
    } finally {
      this.#running.delete(running)
    }
  }
}
