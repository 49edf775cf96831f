import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { bytes, left, mend, right, startCompareWorld } from './cli-compare-world.ts'
import type { CompareWorld } from './cli-compare-world.ts'
import { scanTime } from './cli-reports-world.ts'

const day = 24 * 3_600_000

async function compare(world: CompareWorld, ...flags: string[]) {
  const { code, output, messages } = await world.run(['compare', left, right, '--json', ...flags])
  if (output === '') throw new Error(messages)
  return { code, messages, document: JSON.parse(output) }
}

describe('when everything is copied again', () => {
  it('cannot tell what was uploaded in parts, and exits 3', async () => {
    const world = await startCompareWorld()
    await mend(world)
    const { code, document } = await compare(world)
    expect(code).toBe(3)
    expect(document).toMatchObject({
      conclusion: 'cannot-tell',
      counts: { same: 9, missing: 0, extra: 0, 'cannot-tell': 1 },
      evidence: { cannotTell: { 'multipart-etag': 1 } },
    })
  })

  it('is proven by the size where that is trusted, and says so', async () => {
    const world = await startCompareWorld()
    await mend(world)
    const { code, document } = await compare(world, '--trust', 'size')
    expect(code).toBe(0)
    expect(document).toMatchObject({
      conclusion: 'proven',
      trust: 'size',
      evidence: { same: { 'md5-etag': 8, empty: 1, size: 1 } },
    })
    const said = await world.run(['compare', left, right, '--trust', 'size'])
    expect(said.output).toMatch(/^Every object arrived, proven by size\n/)
  })
})

it('looks at differences once, and says what that settles', async () => {
  const world = await startCompareWorld()
  await world.clouds.oss.put('photos-cn', 'b/missing.bin', bytes(300, 'm'))
  const heads = async (...flags: string[]) => {
    world.emulator.resetRequests()
    await compare(world, ...flags)
    return world.emulator.requests({ operation: 'HeadObject' })
  }
  // The reports themselves are looked for by some.
  expect((await heads('--confirm')) - (await heads())).toBe(2 * 5)
  const { code, document } = await compare(world, '--confirm', '--out', 'out')
  expect(code).toBe(2)
  expect(document).toMatchObject({
    counts: { same: 6, missing: 0, extra: 1, 'size-differs': 1, 'content-differs': 1 },
    confirmed: { looked: 5, settled: 2, notLooked: 0 },
  })
  const list = await readFile(join(world.folder, 'out/objects.ndjson'), 'utf8')
  expect(list).toContain('"confirmed":true')
})

it('looks at no more than it is allowed to, and warns of the rest', async () => {
  const world = await startCompareWorld()
  const { document } = await compare(world, '--confirm', '--confirm-limit', '2')
  expect(document).toMatchObject({
    confirmed: { looked: 2, notLooked: 3 },
    warnings: [{ code: 'confirm-limit' }],
  })
})

it('takes keys, prefixes and patterns as the copy has them', async () => {
  const world = await startCompareWorld()
  const { oss } = world.clouds
  await oss.put('photos-cn', 'moved/plain.txt', bytes(5, 'x'))
  await oss.put('photos-cn', 'moved/b c+d%25&é漢😀.txt', bytes(40, 'x'))
  world.setTime(scanTime + day)
  await world.deliver(oss)
  const rewrite = ['--rewrite', 'a/=moved/', '--prefix', 'moved/']
  expect(await compare(world, ...rewrite)).toMatchObject({
    code: 0,
    document: { counts: { same: 2 }, left: { skipped: 8 }, right: { skipped: 9 } },
  })
  const pattern = ['--rewrite-pattern', '/^a\\/(.*)$/=moved/$1', '--include', '^moved/']
  expect(await compare(world, ...pattern)).toMatchObject({
    code: 0,
    document: { counts: { same: 2 } },
  })
  const narrow = ['--include', '^[ae]', '--exclude', '^extra', '--exclude', 'nothing']
  expect(await compare(world, ...narrow)).toMatchObject({
    code: 0,
    document: { counts: { same: 3 } },
  })
})

it('takes an older report of either side', async () => {
  const world = await startCompareWorld()
  await mend(world)
  const then = '2026-11-20T12:00:00Z'
  expect(await compare(world, '--left-at', then, '--right-at', then)).toMatchObject({
    code: 2,
    document: { right: { time: '2026-11-20T03:00:00Z' }, counts: { missing: 1 } },
  })
})

it('excuses by the margin, and by the copy where that is live', async () => {
  const world = await startCompareWorld()
  expect(await compare(world, '--margin', '0')).toMatchObject({
    document: { counts: { missing: 2, 'in-flight': 0 } },
  })
  expect(await compare(world, '--live', 'both', '--margin', '2h')).toMatchObject({
    document: { counts: { extra: 0, 'in-flight': 5 } },
  })
})

it('compares classes by tier, and other fields, when asked', async () => {
  const world = await startCompareWorld()
  const { document } = await compare(world, '--metadata', 'storageClass,encryption')
  expect(document.counts).toMatchObject({ same: 0, 'metadata-differs': 4 })
  expect(await compare(world, '--metadata', 'storageClass')).toMatchObject({
    document: { counts: { same: 4, 'metadata-differs': 0 } },
  })
})

it('counts by prefixes of the depth that is asked for', async () => {
  const world = await startCompareWorld()
  await world.clouds.s3.put('photos', 'b/deep/er/x', 'x')
  world.setTime(scanTime + day)
  await world.deliver(world.clouds.s3)
  const prefixes = async (...flags: string[]) => {
    const { document } = await compare(world, ...flags)
    return document.byPrefix.map(({ prefix }: { prefix: string }) => prefix).toSorted()
  }
  expect(await prefixes()).toStrictEqual(['', 'a/', 'b/'])
  expect(await prefixes('--depth', '2')).toStrictEqual(['', 'a/', 'b/', 'b/deep/'])
})

it('finds the same in little memory, and leaves nothing where it spilt', async () => {
  const world = await startCompareWorld()
  const files = await Promise.all(
    ['1GiB', '1KiB'].map(async (memory, index) => {
      const flags = ['--memory', memory, '--list', 'all', '--out', `out${index}`]
      expect((await compare(world, ...flags)).code).toBe(2)
      return readFile(join(world.folder, `out${index}/objects.ndjson`), 'utf8')
    }),
  )
  expect(files[0]).toBe(files[1])
})
