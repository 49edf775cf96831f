import { expect, it } from 'vitest'

import { memoryReportStore } from '../stores/memory-report-store.ts'
import { locateFile } from './locate-file.ts'

async function locate(at: string, manifestKey: string, key: string, size = 1, verify = true) {
  const store = memoryReportStore(new Map([[at, 'x']]))
  return locateFile(store, manifestKey, { key, size }, { verify })
}

const run = '2026-11-20T01-00Z/'
const data = 'data/a.csv.gz'

it.each([
  ['where its key says', 'inv/photos/daily/data/a.csv.gz', `inv/photos/daily/${run}`],
  ['behind two slashes', 'inv//photos/daily/data/a.csv.gz', `inv//photos/daily/${run}`],
  ['beside a delivery that was downloaded', data, run],
  ['below a manifest that was downloaded', data, ''],
  ['right beside a manifest', 'a.csv.gz', ''],
  ['right beside a manifest in a folder', 'x/y/a.csv.gz', 'x/y/'],
])('finds a file %s', async (_, at, folder) => {
  const found = await locate(at, `${folder}manifest.json`, 'inv/photos/daily/data/a.csv.gz')
  expect(found.key).toBe(at)
})

it('finds the file of a change log below its manifest', async () => {
  const folder = 'inv/photos/daily/incremental_inventory/2026-11-20T01-1000Z/'
  const key = `gone/incremental_inventory/2026-11-20T01-1000Z/data/a_0.csv`
  const found = await locate(`${folder}data/a_0.csv`, `${folder}manifest.json`, key)
  expect(found.key).toBe(`${folder}data/a_0.csv`)
})

const key = 'inv/photos/daily/data/a.csv.gz'

it('refuses a file that is nowhere', async () => {
  await expect(locate('data/b.csv.gz', `${run}manifest.json`, key)).rejects.toMatchObject({
    code: 'corrupt-report',
    message: `data file "${key}" is not there, though manifest "${run}manifest.json" names it`,
    position: { file: key },
  })
})

it.each([true, false])(
  'takes a file elsewhere only with its size, verified: %s',
  async (verify) => {
    await expect(locate(data, `${run}manifest.json`, key, 2, verify)).rejects.toMatchObject({
      code: 'corrupt-report',
      message: `data file "${key}" at "${data}" ends after 1 of the 2 bytes of its manifest`,
      position: { file: key, byte: 1 },
    })
  },
)

it('takes a file at its key with another size only where it is not verified', async () => {
  const manifestKey = `inv/photos/daily/${run}manifest.json`
  expect(await locate(key, manifestKey, key, 2, false)).toMatchObject({ key, size: 1 })
  await expect(locate(key, manifestKey, key, 0)).rejects.toMatchObject({
    code: 'corrupt-report',
    message: `data file "${key}" is longer than the 0 bytes of its manifest`,
    position: { file: key, byte: 0 },
  })
})
