import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { left, right, startCompareWorld } from './cli-compare-world.ts'
import type { CompareWorld } from './cli-compare-world.ts'

const counts = {
  same: 4,
  missing: 1,
  extra: 1,
  'size-differs': 2,
  'content-differs': 1,
  'metadata-differs': 0,
  'in-flight': 1,
  'cannot-tell': 1,
}

async function jsonOf(world: CompareWorld, ...flags: string[]) {
  const { code, output, messages } = await world.run(['compare', left, right, '--json', ...flags])
  return { code, messages, document: JSON.parse(output) }
}

async function listOf(world: CompareWorld, name = 'out/objects.ndjson') {
  const text = await readFile(join(world.folder, name), 'utf8')
  const objects = text.trimEnd().split('\n')
  return objects.map((line): Record<string, unknown> => JSON.parse(line))
}

it('finds what is missing, cut short, changed and extra in a copy that is newer than the scan', async () => {
  const world = await startCompareWorld()
  const { code, document, messages } = await jsonOf(world, '--out', 'out')
  expect(code).toBe(2)
  expect(messages).toBe('')
  expect(document).toMatchObject({
    conclusion: 'differs',
    trust: 'checksum',
    counts,
    evidence: {
      same: { 'md5-etag': 3, empty: 1 },
      differs: { size: 2, 'md5-etag': 1 },
      cannotTell: { 'multipart-etag': 1 },
    },
    left: { name: left, bucket: 'photos', provider: 'aws-s3', time: '2026-11-20T01:00:00Z' },
    right: { name: right, bucket: 'photos-cn', provider: 'alibaba-oss' },
    folder: 'out',
    warnings: [],
  })
  expect(document.bytes).toMatchObject({ missing: 300, 'size-differs': 5070, 'in-flight': 30 })
  const verdicts = Object.fromEntries(
    (await listOf(world)).map(({ key, verdict }) => [String(key), verdict]),
  )
  expect(verdicts).toStrictEqual({
    'b/changed.bin': 'content-differs',
    'b/cut.bin': 'size-differs',
    'b/missing.bin': 'missing',
    'b/overwritten.bin': 'size-differs',
    'extra.txt': 'extra',
    'large.bin': 'cannot-tell',
    'late.txt': 'in-flight',
  })
})

it('says to a person what differs, the first objects of each kind, and what to do', async () => {
  const world = await startCompareWorld()
  const { code, output, messages } = await world.run(['compare', left, right, '--out', 'out'])
  expect({ code, messages }).toStrictEqual({ code: 2, messages: '' })
  for (const line of [
    '1 object is missing, 2 have other sizes, 1 has other content, 1 is only in the\ncopy\n',
    '\nsource  s3://photos#daily (aws-s3), scanned 2026-11-20 01:00 UTC: 10 objects',
    '\nFirst of each\n  missing          b/missing.bin      300 B in the source, changed 2026-11-19T01:00:00Z\n',
    '\n  size differs     b/cut.bin          5,000 B in the source, 4,999 B in the copy\n',
    '\n  in flight        late.txt           would be missing, changed 2026-11-20T00:55:00Z\n',
    '\nNext\n  bucket-inventory job out --for online-migration\n',
  ]) {
    expect(output).toContain(line)
  }
  expect(output).not.toContain('\u001B')
})
