import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { expect, it } from 'vitest'

import { left, right, startCompareWorld } from './cli-compare-world.ts'
import type { CompareWorld } from './cli-compare-world.ts'
import type { ReportsCloud } from './cli-reports-world.ts'
import { scanTime } from './cli-reports-world.ts'

const day = 24 * 3_600_000

async function compared(...flags: string[]): Promise<CompareWorld> {
  const world = await startCompareWorld()
  const { code, messages } = await world.run(['compare', left, right, '--out', 'out', ...flags])
  expect({ code, messages }).toStrictEqual({ code: 2, messages: '' })
  return world
}

it('writes the summary beside the list of differences, or of all', async () => {
  const world = await compared()
  const { folder } = world
  expect(await readdir(folder)).toStrictEqual(['out'])
  expect(await readdir(join(folder, 'out'))).toStrictEqual(['comparison.json', 'objects.ndjson'])
  const summary = JSON.parse(await readFile(join(folder, 'out/comparison.json'), 'utf8'))
  expect(summary).toMatchObject({
    places: { left, right },
    list: { file: 'objects.ndjson', format: 'ndjson', objects: 7 },
    conclusion: 'differs',
  })
  const all = ['compare', left, right, '--out', 'all', '--list', 'all', '--format', 'csv']
  await world.run(all)
  const lines = (await readFile(join(folder, 'all/objects.csv'), 'utf8')).trimEnd().split('\n')
  expect(lines).toHaveLength(12)
  expect(lines[0]).toMatch(/^verdict,/)
  await world.run(['compare', left, right, '--out', 'parquet', '--format', 'parquet'])
  const bytes = await readFile(join(folder, 'parquet/objects.parquet'))
  expect(bytes.subarray(0, 4).toString()).toBe('PAR1')
})

it('writes a page that needs nothing else', async () => {
  const world = await compared('--html', 'page.html')
  const page = await readFile(join(world.folder, 'page.html'), 'utf8')
  expect(page).toMatch(/^<!doctype html>/i)
  expect(page).toContain('b/missing.bin')
  expect(page).not.toMatch(/(?:src|href)="https?:/)
  const { output } = await world.run(['compare', left, right, '--html', 'page.html', '--json'])
  expect(JSON.parse(output)).toMatchObject({ page: 'page.html' })
  const said = await world.run(['compare', left, right, '--html', 'page.html'])
  expect(said.output).toContain('\n  open page.html in a browser\n')
})

it('makes a job of what a comparison found, which names the keys of the source', async () => {
  const world = await compared()
  const made = await world.run(['job', 'out', '--for', 'online-migration'])
  expect(made).toMatchObject({ code: 0, messages: '' })
  expect(made.output).toMatch(/^4 objects, 5\.9 kB, are to be copied again\n/)
  const folder = join(world.folder, 'out.online-migration')
  const { files } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  const [{ key }] = files
  const rows = String(gunzipSync(await readFile(join(folder, key))))
  expect(rows.match(/b(?:%2F|\/)\w+\.bin/g)).toHaveLength(4)

  const again = await world.run(['job', 'out', '--for', 'online-migration'])
  expect(again).toMatchObject({ code: 1, output: '' })
  expect(again.messages).toContain('is there already')
  const argv = ['job', 'out', '--for', 'rclone', '--verdicts', 'missing,in-flight', '--json']
  const { code, output } = await world.run([...argv, '--out', 'elsewhere'])
  expect(code).toBe(0)
  expect(JSON.parse(output)).toMatchObject({ tool: 'rclone', folder: 'elsewhere', objects: 2 })
  const list = await readFile(join(world.folder, 'elsewhere/files-from.txt'), 'utf8')
  expect(list).toBe('b/missing.bin\nlate.txt\n')
})

it('lists apart what a form cannot name, and exits 2; writes nothing where nothing is to be copied', async () => {
  const world = await startCompareWorld()
  await world.clouds.s3.put('photos', 'two\nlines', 'x')
  world.setTime(scanTime + day)
  await world.deliver(world.clouds.s3)
  await world.run(['compare', left, right, '--out', 'out', '--margin', '0', '--include', '\n'])
  const { code, messages } = await world.run(['job', 'out', '--for', 'rclone'])
  expect(code).toBe(2)
  expect(messages).toContain('out.rclone/not-expressed.ndjson says which, and why')
  const apart = await readFile(join(world.folder, 'out.rclone/not-expressed.ndjson'), 'utf8')
  expect(JSON.parse(apart)).toMatchObject({ key: 'two\nlines', verdict: 'missing' })

  await world.run(['compare', left, right, '--out', 'same', '--include', '^a/'])
  const nothing = await world.run(['job', 'same', '--for', 'rclone'])
  expect(nothing).toStrictEqual({
    code: 0,
    output: 'there is nothing to copy, and no job is written\n',
    messages: '',
  })
  expect(await readdir(world.folder)).not.toContain('same.rclone')
})

it('compares what was downloaded, with configurations from files', async () => {
  const world = await startCompareWorld()
  const places = await Promise.all(
    Object.values(world.clouds).map(async (cloud) => {
      const manifestKey = await world.deliver(cloud)
      await world.write(`${cloud.cloud}.json`, cloud.configuration())
      return `./${await download(world, cloud, manifestKey)}`
    }),
  )
  const [one = '', other = ''] = places
  const { code, output } = await world.run(['compare', one, other, '--json'])
  expect(code).toBe(2)
  expect(JSON.parse(output)).toMatchObject({
    left: { name: one, bucket: 'photos' },
    warnings: [
      { code: 'unknown-scope', side: 'left' },
      { code: 'unknown-scope', side: 'right' },
    ],
  })
  const told = ['--left-config', 's3.json', '--right-config', 'oss.json', '--confirm']
  const known = await world.run(['compare', one, other, '--json', ...told])
  expect(JSON.parse(known.output)).toMatchObject({ warnings: [], confirmed: { notLooked: 0 } })
  const at = await world.run(['compare', one, other, '--left-at', '2026-11-20T01:00:00Z'])
  expect(at).toMatchObject({ code: 64, output: '' })
})

/** Path of the folder of its manifest, which is relative to that of the world. */
async function download(
  world: CompareWorld,
  cloud: ReportsCloud,
  manifestKey: string,
): Promise<string> {
  const get = (key: string) => cloud.get(cloud.destination, key)
  const manifest: { readonly files: readonly { readonly key: string }[] } = JSON.parse(
    String(await get(manifestKey)),
  )
  const keys = [
    manifestKey,
    manifestKey.replace('manifest.json', 'manifest.checksum'),
    ...manifest.files.map(({ key }) => key),
  ]
  for (const key of keys) {
    const path = join(world.folder, cloud.cloud, key)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, await get(key))
  }
  return join(cloud.cloud, dirname(manifestKey))
}

it('asks a report and a comparison in SQL, with values that are bound', async () => {
  const world = await compared('--list', 'all')
  const asked = await world.run([
    'query',
    './out',
    'SELECT c.key, c.verdict, r.size FROM comparison c JOIN source r USING (key) WHERE r.size > ? AND c.verdict <> ? ORDER BY key',
    '--table',
    `source=${left}`,
    '--param',
    '60',
    '--param',
    'same',
  ])
  expect(asked).toStrictEqual({
    code: 0,
    messages: '',
    output: [
      'key                verdict           size',
      'b/changed.bin      content-differs    500',
      'b/cut.bin          size-differs      5000',
      'b/missing.bin      missing            300',
      'b/overwritten.bin  size-differs        70',
      'large.bin          cannot-tell      60000',
      '',
    ].join('\n'),
  })
  const csv = await world.run([
    'query',
    `t=${left}`,
    'SELECT max(size) m FROM t',
    '--format',
    'csv',
  ])
  expect(csv.output).toBe('m\n60000\n')
  const wrong = await world.run(['query', left, 'SELECT nothing FROM report'])
  expect(wrong).toMatchObject({ code: 1, output: '' })
  expect(wrong.messages).toMatch(/line 1, column 8.*"nothing".*size/)
  const twice = await world.run(['query', `t=${left}`, 'SELECT 1', '--table', `t=${right}`])
  expect(twice).toMatchObject({ code: 64 })
})

it('sums a report up, with what has grown, as text, document and page', async () => {
  const world = await startCompareWorld()
  await world.clouds.s3.put('photos', 'b/new.bin', 'x'.repeat(1000))
  world.setTime(scanTime + day)
  await world.deliver(world.clouds.s3)
  const text = await world.run(['summarize', left, '--at', '2026-11-20T02:00:00Z'])
  expect(text).toMatchObject({ code: 0, messages: '' })
  expect(text.output).toMatch(/^photos\n.*scanned 2026-11-20 01:00 UTC\n10 objects, /)
  const since = ['--since', '2026-11-20T02:00:00Z']
  const grown = await world.run(['summarize', left, ...since, '--html', 'page.html', '--json'])
  expect(grown.code).toBe(0)
  expect(JSON.parse(grown.output)).toMatchObject({
    bucket: 'photos',
    objects: 11,
    page: 'page.html',
    growth: { change: { objects: 1, bytes: 1001 }, days: 1 },
  })
  const said = await world.run(['summarize', left, ...since, '--html', 'page.html'])
  expect(said.messages).toBe('the page is page.html\n')
  expect(await readFile(join(world.folder, 'page.html'), 'utf8')).toMatch(/^<!doctype html>/i)
  await world.write('small.json', world.clouds.s3.configuration({ filter: { size: { max: 50 } } }))
  const few = await world.run(['summarize', left, '--configuration', 'small.json', '--json'])
  expect(JSON.parse(few.output)).toMatchObject({ objects: 5 })
})
