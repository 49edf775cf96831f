import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { measure } from './measure.ts'
import type { Row } from './row.ts'

const cli = fileURLToPath(new URL('../../packages/cli/', import.meta.url))
const core = fileURLToPath(new URL('../../packages/core/', import.meta.url))

/** What loading costs: core against zod alone, the built command against Node itself. Needs `pnpm build`. */
export async function startRows(): Promise<Row[]> {
  if (!existsSync(`${cli}dist/main.js`))
    throw new Error('run "pnpm build" first: what is measured is what is published')
  const node = (folder: string, ...words: string[]) => ({
    run: () => void execFileSync(process.execPath, words, { cwd: folder, stdio: 'ignore' }),
  })
  const script = (text: string) => ['--input-type=module', '-e', text]
  const times = await measure(
    [
      { name: 'node', ...node(core, '-e', '0') },
      { name: 'zod', ...node(core, ...script("import * as z from 'zod'; z.string()")) },
      { name: 'core', ...node(core, ...script("import '@bucket-inventory/core'")) },
      { name: 'help', ...node(cli, 'dist/main.js', '--help') },
    ],
    15,
  )
  const time = (name: string) => times.get(name) ?? Number.NaN
  return [
    ratio(
      'import of core against zod alone',
      time('core') / time('zod'),
      1.5,
      `${Math.round(time('core'))} ms against ${Math.round(time('zod'))} ms, Node itself ${Math.round(time('node'))} ms`,
    ),
    ratio(
      'bucket-inventory --help against node -e 0',
      time('help') / time('node'),
      3,
      `${Math.round(time('help'))} ms`,
    ),
  ]
}

function ratio(name: string, measured: number, target: number, note: string): Row {
  return {
    name,
    measured: `${measured.toFixed(2)} x`,
    target: `at most ${target} x`,
    met: measured <= target,
    note,
  }
}
