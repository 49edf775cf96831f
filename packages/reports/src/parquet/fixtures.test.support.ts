import { readdir, readFile } from 'node:fs/promises'

import type { Cell } from './read-parquet.test.support.ts'

const folder = new URL('../../fixtures/parquet/', import.meta.url)

/** Of files that are not read at all, or of columns that are not. */
export const refusedFixtures: ReadonlySet<string> = new Set(['refused', 'nested'])

/** Names of the fixtures, without the ending. */
export async function fixtureNames(): Promise<readonly string[]> {
  const names = await readdir(folder)
  return names.filter((name) => name.endsWith('.parquet')).map((name) => name.slice(0, -8))
}

export async function fixtureBytes(name: string): Promise<Uint8Array> {
  return Uint8Array.from(await readFile(new URL(`${name}.parquet`, folder)))
}

/** The rows that are in a fixture. */
export async function expectedCells(name: string): Promise<readonly (readonly Cell[])[]> {
  const text = await readFile(new URL(`${name.split('.')[0]}.ndjson`, folder), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): readonly Cell[] => JSON.parse(line))
}
