import { createHash } from 'node:crypto'

import { expect, it } from 'vitest'

import { bytes, large, left, mend, right, startCompareWorld } from './cli-compare-world.ts'
import type { CompareWorld } from './cli-compare-world.ts'

/** As whoever uploaded the large object would have kept it. */
async function writeChecksums(world: CompareWorld, content: Buffer = large): Promise<void> {
  const md5 = createHash('md5').update(content).digest('hex')
  await world.write('checksums.csv', `key,algorithm,value\nlarge.bin,MD5,${md5}\n`)
}

async function compare(world: CompareWorld, ...flags: string[]) {
  const { code, output, messages } = await world.run(['compare', left, right, '--json', ...flags])
  if (output === '') throw new Error(messages)
  return { code, messages, document: JSON.parse(output) }
}

it('is proven by a joined checksum, and exits 0', async () => {
  const world = await startCompareWorld()
  await mend(world)
  await writeChecksums(world)
  const { code, document } = await compare(world, '--checksums-left', 'checksums.csv')
  expect(code).toBe(0)
  expect(document).toMatchObject({
    conclusion: 'proven',
    evidence: { same: { 'md5-etag': 8, empty: 1, 'joined-checksum': 1 } },
  })
  await writeChecksums(world, bytes(large.length, 'y'))
  expect(await compare(world, '--checksums-left', 'checksums.csv')).toMatchObject({
    code: 2,
    document: { evidence: { differs: { 'joined-checksum': 1 } } },
  })
})

it.each([
  ['key,algorithm,value\nlarge.bin,MD5\n', 'checksums.csv'],
  ['what is this\n', 'checksums.csv'],
])('says where checksums are wrong', async (text, place) => {
  const world = await startCompareWorld()
  await world.write('checksums.csv', text)
  const argv = ['compare', left, right, '--checksums-left', 'checksums.csv']
  const { code, messages } = await world.run(argv)
  expect(code).toBe(1)
  expect(messages).toContain(place)
  const missing = await world.run([...argv.slice(0, -1), 'nowhere.csv'])
  expect(missing).toMatchObject({ code: 1, output: '' })
  expect(missing.messages).toContain('"nowhere.csv" cannot be read')
})

it('says which checksums could not be computed', async () => {
  const world = await startCompareWorld()
  const rows = [
    'photos,large.bin,,failed,403,AccessDenied,Access Denied',
    'photos,b%2Fcut.bin,,failed,500,InternalError,later',
  ]
  await world.write('report.csv', `${rows.join('\n')}\n`)
  const { code, messages } = await compare(world, '--checksums-left', 'report.csv')
  expect(code).toBe(2)
  expect(messages).toMatch(
    /^report\.csv: 2 checksums could not be computed: line 1, "large\.bin": .*\n$/,
  )
})
