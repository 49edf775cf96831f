import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const entry = new URL('../index.ts', import.meta.url).href

/** What a process says that runs this with the package, by a shell that may say first what the process may do. */
async function said(script: string, first = ''): Promise<unknown> {
  const shell = `${first} exec "$@"`
  const run = [
    process.execPath,
    '--import',
    'tsx',
    '--conditions=@bucket-inventory/source',
    '--input-type=module',
    '--eval',
    `const { openQuery } = await import(${JSON.stringify(entry)})
     const say = (value) => console.log(JSON.stringify(value))
     const fault = (error) => ({ code: error.code, message: error.message })
     ${script}`,
  ]
  const child = spawn('sh', ['-c', shell, 'sh', ...run], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  for await (const chunk of child.stdout) output += String(chunk)
  return JSON.parse(output)
}

it('loads DuckDB when a query is opened, not before', async () => {
  const loaded = await said(`
    const loaded = () => process.report.getReport().sharedObjects.some((name) => name.includes('duckdb'))
    const before = loaded()
    const query = await openQuery({})
    await query.close()
    say([before, loaded()])
  `)
  expect(loaded).toStrictEqual([false, true])
})

it('says that there is none for a platform, as "unsupported"', async () => {
  const answer = await said(`
    Object.defineProperty(process, 'arch', { value: 'riscv64' })
    say(await openQuery({}).catch(fault))
  `)
  expect(answer).toMatchObject({
    code: 'unsupported',
    message: expect.stringMatching(/^SQL needs DuckDB, which cannot be loaded on \w+-riscv64; /),
  })
})

it('says that the disk is full, as "storage", and leaves nothing on it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'query-test-'))
  try {
    const answer = await said(
      `
      process.on('SIGXFSZ', () => {})
      const query = await openQuery({}, { spillTo: ${JSON.stringify(folder)}, memory: 32 * 2 ** 20 })
      const sql = "SELECT range AS n, repeat('x', 100) || range AS text FROM range(2000000)"
      const asked = await query.rows(sql).catch(fault)
      await query.close()
      say(asked)
      `,
      'ulimit -f 2048;',
    )
    expect(answer).toMatchObject({
      code: 'storage',
      message: expect.stringContaining('which must have room'),
    })
    expect(await readdir(folder)).toStrictEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
})
