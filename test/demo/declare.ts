import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { DemoCommand } from './command.ts'

const file = 'examples/platform-team.yaml'

/** A declaration of several buckets on both clouds: planned, applied, planned again, changed, applied. */
export async function declare({ run }: DemoCommand, folder: string): Promise<void> {
  await run(`plan ${file}`, 2)
  // One at a time, so that it always prints the same.
  await run(`apply ${file} --yes --concurrency 1`)
  await run(`plan ${file}`)
  await change(folder, file, 'every: week', 'every: day')
  await run(`apply ${file} --yes`)
}

/** What a person would do with an editor. */
export async function change(
  folder: string,
  name: string,
  before: string,
  after: string,
): Promise<void> {
  const path = join(folder, name)
  const text = await readFile(path, 'utf8')
  if (!text.includes(before)) throw new Error(`${name} has no "${before}"`)
  await writeFile(path, text.replace(before, after))
}
