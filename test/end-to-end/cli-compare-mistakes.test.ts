import { expect, it } from 'vitest'

import { left, right, startCompareWorld } from './cli-compare-world.ts'

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
