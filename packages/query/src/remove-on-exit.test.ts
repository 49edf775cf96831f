import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { csvReport } from './csv-report.test.support.ts'
import { openQuery } from './index.ts'

it('removes the folder of a query that is open when its process exits', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'query-test-'))
  try {
    const program = `
      import { readdirSync } from 'node:fs'
      import { csvReport, row } from ${moduleText('csv-report.test.support.ts')}
      import { openQuery } from ${moduleText('index.ts')}
      const report = await csvReport({ files: [[row('a')]] })
      const query = await openQuery({ report: { report } }, { spillTo: process.argv[1] })
      await query.rows('FROM report')
      process.exit(readdirSync(process.argv[1]).length === 1 ? 7 : 8)
    `
    const sources = ['--import', 'tsx', '--conditions=@bucket-inventory/source']
    const words = [...sources, '--input-type=module', '--eval', program, folder]
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'] })
    expect(await once(child, 'close')).toStrictEqual([7, null])
    expect(await readdir(folder)).toStrictEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('leaves no listener behind, however many queries were open', async () => {
  const before = process.listenerCount('exit')
  const report = await csvReport({ columns: 'Bucket, Key', files: [] })
  const queries = await Promise.all([openQuery({ report: { report } }), openQuery({})])
  expect(process.listenerCount('exit')).toBe(before + 1)
  for (const query of queries) await query.close()
  expect(process.listenerCount('exit')).toBe(before)
})

function moduleText(name: string): string {
  return JSON.stringify(new URL(name, import.meta.url).href)
}
