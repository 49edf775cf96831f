import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, promisify } from 'node:util'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { fixtureBytes } from './fixtures.test.support.ts'
import { limits } from './limits.ts'

const pathOf = (place: string) => fileURLToPath(new URL(place, import.meta.url))
const readme = await readFile(pathOf('../README.md'), 'utf8')
/** The fenced blocks, each behind the name of its language. */
const blocks = readme.split('```').filter((_, index) => index % 2 === 1)
const examples = blocks.flatMap((block, index) => {
  if (!block.startsWith('ts\n')) return []
  const output = blocks[index + 1] ?? ''
  return [{ code: block.slice(3), output: output.startsWith('text\n') ? output.slice(5) : 'none' }]
})

const bytes = await fixtureBytes('groups.java-1-9')
const server = createServer((request, response) => {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  const part = start === undefined ? bytes : bytes.subarray(Number(start), Number(end) + 1)
  response.writeHead(start === undefined ? 200 : 206, {
    'content-length': part.length,
    etag: '"1"',
  })
  response.end(request.method === 'HEAD' ? undefined : part)
})
let address = ''
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orc-readme-'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const place = server.address()
  if (place === null || typeof place === 'string') throw new Error('the server has no port')
  address = `http://127.0.0.1:${place.port}/report.orc`
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

/** Writes an example to a file of its own, over the files of this test; what it logs it exports. */
async function write(code: string, name: string): Promise<string> {
  const path = join(folder, `${name}.mts`)
  const own = code
    .replaceAll("'@bucket-inventory/orc'", JSON.stringify(pathOf('./index.ts')))
    .replaceAll("'report.orc'", JSON.stringify(pathOf('../fixtures/groups.java-1-9.orc')))
    .replaceAll("'https://example.com/report.orc'", JSON.stringify(address))
    .replaceAll('console.log(', 'logged.push([')
    .replaceAll(/(logged\.push\(\[.*)\)(;?)$/gm, '$1])$2')
  await writeFile(path, `export const logged: unknown[][] = []\n${own}`)
  return path
}

test('every example of the README prints what the README says', async () => {
  expect(examples.length).toBeGreaterThanOrEqual(5)
  for (const [index, { code, output }] of examples.entries()) {
    const path = await write(code, `example-${index}`)
    const { logged }: { logged: unknown[][] } = await import(path)
    expect(logged.map((values) => `${format(...values)}\n`).join('')).toBe(output)
  }
})

test('every example of the README is right by its types', async () => {
  const paths = await Promise.all(examples.map(({ code }, index) => write(code, `typed-${index}`)))
  const { resolve } = createRequire(import.meta.url)
  const compiler = join(resolve('typescript/package.json'), '../bin/tsc')
  const roots = join(resolve('@types/node/package.json'), '../..')
  const options = `--noEmit --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --target es2023
    --module nodenext --allowImportingTsExtensions --types node --typeRoots ${roots}`
  const checking = promisify(execFile)(process.execPath, [
    compiler,
    ...options.split(/\s+/),
    ...paths,
  ])
  // What the compiler finds stands in its output.
  const { stdout } = await checking.catch((error: { stdout: string }) => error)
  expect(stdout).toBe('')
})

test('the README tells the limits', () => {
  const [, told = ''] = readme.split('## Limits')
  const { columns, stripes, dictionaryValues, statistics } = limits
  for (const value of [columns, stripes, dictionaryValues, statistics]) {
    expect(told).toContain(value.toLocaleString('en'))
  }
  expect(told).toContain(`${limits.sectionBytes >> 20} MiB`)
  expect(told).toContain(`${limits.textBytes >> 20} MiB`)
  expect(told).toContain(`${limits.chunkBytes >> 30} GiB`)
})
