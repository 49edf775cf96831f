import { readdir, readFile } from 'node:fs/promises'

import { bytesSource } from './bytes-source.ts'
import { openOrc } from './open-orc.ts'
import type { OrcColumn } from './orc-column.ts'
import type { OrcFile, OrcReadOptions } from './orc-file.ts'

const folder = new URL('../fixtures/', import.meta.url)

export async function fixtureNames(): Promise<readonly string[]> {
  const names = await readdir(folder)
  return names.filter((name) => name.endsWith('.orc')).map((name) => name.slice(0, -4))
}

export async function fixtureBytes(name: string): Promise<Uint8Array> {
  return Uint8Array.from(await readFile(new URL(`${name}.orc`, folder)))
}

export async function openFixture(name: string): Promise<OrcFile> {
  return openOrc(bytesSource(await fixtureBytes(name)))
}

/** The rows that the writer of a fixture was given, each as a list of cells. */
export async function expectedRows(name: string): Promise<readonly (readonly unknown[])[]> {
  const text = await readFile(new URL(`${name.split('.')[0]}.ndjson`, folder), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): readonly unknown[] => JSON.parse(line))
}

/** The rows of a file in the form of {@link expectedRows}. */
export async function readRows(file: OrcFile, options?: OrcReadOptions): Promise<unknown[][]> {
  const rows: unknown[][] = []
  for await (const batch of file.read(options)) {
    for (let row = 0; row < batch.length; row++) {
      rows.push(batch.columns.map((column) => cell(column, row)))
    }
  }
  return rows
}

function cell(column: OrcColumn, row: number): unknown {
  const value = column.get(row)
  if (value === null) return null
  if (column.kind === 'number' && column.nanoseconds !== undefined) {
    const seconds = Math.floor(Number(value) / 1000)
    return { seconds, nanoseconds: column.nanoseconds[row] }
  }
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') }
  if (typeof value === 'bigint') {
    const safe = value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER
    return safe ? Number(value) : { bigint: String(value) }
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { float: String(value).replace('Infinity', 'inf').replace('NaN', 'nan') }
  }
  return value
}
