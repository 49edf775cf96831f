import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { left, right, startCompareWorld } from './cli-compare-world.ts'
import { startCliWorld } from './cli-world.ts'

it('warns of growth between two buckets', async () => {
  const world = await startCompareWorld()
  const moved = await world.run(['summarize', right, '--since', left])
  expect(moved).toMatchObject({
    code: 0,
    messages:
      'warning: --since is of the bucket "photos", and this of "photos-cn": what differs is no growth\n',
  })
  expect(await world.run(['summarize', left, '--since', left])).toMatchObject({
    code: 0,
    messages: '',
  })
})

it('asks a comparison by the name of its folder, as compare took it', async () => {
  const world = await startCompareWorld()
  await world.run(['compare', left, right, '--out', 'out'])
  const sql = `SELECT count(*) AS n FROM comparison WHERE verdict = 'missing'`
  for (const place of ['out', './out', 'comparison=out', `${world.folder}/out`]) {
    expect(await world.run(['query', place, sql, '--format', 'ndjson'])).toStrictEqual({
      code: 0,
      output: '{"n":1}\n',
      messages: '',
    })
  }
  expect(await world.run(['query', 'elsewhere', sql])).toMatchObject({ code: 64 })
})

it.each([
  ['oss://jobs/retry', 'oss://jobs/retry/'],
  ['oss://jobs/retry/', 'oss://jobs/retry/'],
  ['oss://jobs', 'oss://jobs/'],
])('uploads a job to the folder %s, with a slash at its end or without', async (to, folder) => {
  const world = await startCompareWorld()
  await world.run(['compare', left, right, '--out', 'out'])
  const argv = ['job', 'out', '--for', 'online-migration', '--upload-to', to]
  const { code, output } = await world.run(argv)
  expect(code).toBe(0)
  expect(output).toContain(`  upload all files to ${folder}\n`)
  const manifest = await readFile(join(world.folder, 'out.online-migration/manifest.json'), 'utf8')
  expect(manifest).toContain(`"key": "${folder.slice('oss://jobs/'.length)}part-00001.csv.gz"`)
})

it.each([
  [['--for', 'online-migration', '--upload-to', 's3://jobs/'], 'reads its files from oss://'],
  [['--for', 's3-batch-operations', '--upload-to', 'oss://jobs/'], 'reads its files from s3://'],
  [['--for', 'datasync', '--upload-to', 'oss://jobs/'], 'reads its files from s3://'],
  [['--for', 'rclone', '--verdicts', 'extra'], '--verdicts cannot have "extra"; known: missing, '],
])('refuses a job with %j', async (flags, message) => {
  const world = await startCliWorld()
  const { code, messages } = await world.run(['job', 'out', ...flags])
  expect(code).toBe(64)
  expect(messages).toContain(message)
})

it.each([
  [['compare'], 'LEFT is missing: bucket-inventory compare LEFT RIGHT [FLAGS]; '],
  [['compare', left, right, 'c'], '"c" is too much: bucket-inventory compare LEFT RIGHT [FLAGS]; '],
])('says in a line that can be read how %j is written', async (argv, usage) => {
  const world = await startCliWorld()
  expect(await world.run(argv)).toStrictEqual({
    code: 64,
    output: '',
    messages: `error: ${usage}bucket-inventory compare --help lists them\n`,
  })
})
