import { describe, expect, it } from 'vitest'

import type { CompareOptions } from './compare-options.ts'
import { compareReports } from './compare-reports.ts'
import { compareInMemory, outcomeOf, verdictsOf } from './compared.test.support.ts'
import { otherPrefixes } from './comparison-summary.ts'
import { delivered, restTime, scanTime } from './delivered-report.test.support.ts'
import type { DeliveredOptions, DeliveredRow } from './delivered-report.test.support.ts'

const one = 'a'.repeat(32)
const two = 'b'.repeat(32)
const hour = 3_600_000

/** An object at rest, as S3 lists it. */
function onS3(key: string, more: Partial<DeliveredRow> = {}): DeliveredRow {
  return {
    key,
    size: 10,
    lastModified: restTime,
    etag: one,
    storageClass: 'STANDARD',
    encryption: 'SSE-S3',
    ...more,
  }
}

/** Its copy, as OSS lists it: newer by a day. */
function onOss(key: string, more: Partial<DeliveredRow> = {}): DeliveredRow {
  return {
    key,
    size: 10,
    lastModified: restTime + 24 * hour,
    etag: one.toUpperCase(),
    storageClass: 'Standard',
    encryption: 'false',
    objectType: 'Normal',
    checksum: '1',
    ...more,
  }
}

describe.each([
  ['as they are', compareReports],
  ['in maps', compareInMemory],
] as const)('comparing reports of two clouds, matched %s', (_, compare) => {
  const compared = comparing(compare)

  it('gives each object its verdict, in the order of the right side, then of what it lacks', async () => {
    const parts = `${two}-2`
    const { objects, summary } = await compared(
      [
        onS3('missing'),
        onS3('same'),
        onS3('empty', { size: 0, etag: two }),
        onS3('cut short'),
        onS3('changed', { etag: two }),
        onS3('in parts', { etag: parts }),
        onS3('in the same parts', { etag: parts }),
        onS3('under a key', { encryption: 'SSE-KMS', etag: two }),
        onS3('also missing'),
      ],
      [
        onOss('extra'),
        onOss('in the same parts', { etag: parts.toUpperCase(), objectType: 'Multipart' }),
        onOss('in parts'),
        onOss('cut short', { size: 9 }),
        onOss('under a key'),
        onOss('same'),
        onOss('empty', { size: 0 }),
        onOss('changed'),
      ],
    )
    expect(verdictsOf(objects)).toStrictEqual([
      'extra extra',
      'in the same parts same etag',
      'in parts cannot-tell multipart-etag',
      'cut short size-differs size',
      'under a key cannot-tell encrypted-etag',
      'same same md5-etag',
      'empty same empty',
      'changed content-differs md5-etag',
      'missing missing',
      'also missing missing',
    ])
    expect(summary.counts).toStrictEqual({
      same: 3,
      missing: 2,
      extra: 1,
      'size-differs': 1,
      'content-differs': 1,
      'metadata-differs': 0,
      'in-flight': 0,
      'cannot-tell': 2,
    })
    expect(summary.evidence).toStrictEqual({
      same: { 'md5-etag': 1, etag: 1, empty: 1 },
      differs: { size: 1, 'md5-etag': 1 },
      cannotTell: { 'multipart-etag': 1, 'encrypted-etag': 1 },
    })
    expect(summary.bytes.same).toBe(20)
    expect(summary.bytes['size-differs']).toBe(10)
    expect(summary.conclusion).toBe('differs')
  })

  it('finds the one copy that was cut short among copies that are all newer than the source', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `object ${index}`)
    const { objects, summary } = await compared(
      keys.map((key) => onS3(key, { etag: `${one}-3` })),
      keys.map((key, index) =>
        onOss(key, {
          size: index === 13 ? 4 : 10,
          etag: `${two}-3`,
          objectType: 'Multipart',
          lastModified: scanTime + 5 * hour,
        }),
      ),
      { list: 'differences', trust: 'size' },
      { time: scanTime + 6 * hour },
    )
    expect(verdictsOf(objects)).toStrictEqual(['object 13 size-differs size'])
    expect(summary.counts['in-flight']).toBe(0)
    expect(summary.conclusion).toBe('differs')
  })

  it('lists what a side knows of an object, as it has it', async () => {
    const { objects } = await compared([onS3('a', { etag: two })], [onOss('a')])
    expect(objects).toStrictEqual([
      {
        key: 'a',
        verdict: 'content-differs',
        by: 'md5-etag',
        left: {
          key: 'a',
          size: 10,
          lastModified: restTime,
          etag: two,
          encryption: { encrypted: true, type: 'SSE-S3' },
          storageClass: {
            name: 'standard',
            native: 'STANDARD',
            tier: 'hot',
            redundancy: 'multiple-zones',
            access: 'online',
          },
        },
        right: {
          key: 'a',
          size: 10,
          lastModified: restTime + 24 * hour,
          etag: one.toUpperCase(),
          checksum: { algorithm: 'crc64', value: '1' },
          encryption: { encrypted: false, type: undefined },
          objectType: 'Normal',
          storageClass: {
            name: 'standard',
            native: 'Standard',
            tier: 'hot',
            redundancy: 'unknown',
            access: 'online',
          },
        },
      },
    ])
  })

  it('excuses only differences by a change of the source after its scan', async () => {
    const late = { lastModified: scanTime - 5 * 60_000 }
    const { objects, summary } = await compared(
      [onS3('new', late), onS3('changed', { ...late, size: 11 }), onS3('same', late), onS3('old')],
      [onOss('changed'), onOss('same'), onOss('extra', { lastModified: scanTime })],
    )
    expect(verdictsOf(objects)).toStrictEqual([
      'changed in-flight size-differs',
      'same same md5-etag',
      'extra extra',
      'new in-flight missing',
      'old missing',
    ])
    expect(objects[0]).toMatchObject({ left: { size: 11 }, right: { size: 10 } })
    expect(objects[3]).not.toHaveProperty('right')
    expect(summary.watermark).toStrictEqual({
      differs: scanTime - 900_000,
      missing: scanTime - 900_000,
    })
  })

  it('excuses by the margin that was asked for, and by a right side that is live too', async () => {
    const late = { lastModified: scanTime - 5 * 60_000 }
    const left = [onS3('changed', { ...late, size: 11 })]
    const right = [onOss('changed'), onOss('extra', { lastModified: scanTime })]
    const strict = await compared(left, right, { margin: 60_000 })
    expect(verdictsOf(strict.objects)).toStrictEqual(['changed size-differs size', 'extra extra'])
    const live = await compared(left, right, { live: 'both' })
    expect(verdictsOf(live.objects)).toStrictEqual([
      'changed in-flight size-differs',
      'extra in-flight extra',
    ])
    expect(live.summary.conclusion).toBe('cannot-tell')
  })

  it('proves by content, or by the size where that is trusted, and says which', async () => {
    const proven = await compared([onS3('a'), onS3('b')], [onOss('b'), onOss('a')])
    expect(proven.summary.conclusion).toBe('proven')
    expect(proven.summary.trust).toBe('checksum')
    const left = [onS3('a', { etag: `${one}-2` })]
    const open = await compared(left, [onOss('a')])
    expect(open.summary.conclusion).toBe('cannot-tell')
    const trusted = await compared(left, [onOss('a')], { trust: 'size' })
    expect(trusted.summary.conclusion).toBe('proven')
    expect(trusted.summary.trust).toBe('size')
    expect(trusted.summary.evidence.same).toStrictEqual({ size: 1 })
  })

  it('proves nothing of nothing', async () => {
    const { summary, objects } = await compared([], [])
    expect(objects).toStrictEqual([])
    expect(summary.conclusion).toBe('cannot-tell')
    expect(summary.warnings.map(({ code, side }) => [code, side])).toStrictEqual([
      ['unknown-scope', 'left'],
      ['unknown-scope', 'right'],
      ['no-rows', 'left'],
      ['no-rows', 'right'],
    ])
  })

  it('says metadata only where it was asked for, and of what is the same', async () => {
    const left = [
      onS3('equal'),
      onS3('equivalent', { storageClass: 'ONEZONE_IA' }),
      onS3('colder', { storageClass: 'GLACIER' }),
      onS3('plain', { encryption: 'NOT-SSE' }),
      onS3('changed', { storageClass: 'GLACIER', etag: two }),
    ]
    const right = [
      onOss('equal', { encryption: 'true' }),
      onOss('equivalent', { storageClass: 'IA', encryption: 'true' }),
      onOss('colder', { encryption: 'false' }),
      onOss('plain'),
      onOss('changed'),
    ]
    const metadata = ['storageClass', 'encryption'] as const
    const { objects, summary } = await compared(left, right, { metadata })
    expect(verdictsOf(objects)).toStrictEqual([
      'equal same etag',
      'equivalent same etag',
      'colder metadata-differs md5-etag storageClass encryption',
      'plain same md5-etag',
      'changed content-differs md5-etag',
    ])
    expect(summary.counts['metadata-differs']).toBe(1)
    expect(summary.evidence.same).toStrictEqual({ etag: 2, 'md5-etag': 1 })
    expect(summary.conclusion).toBe('differs')
    const unasked = await compared(left, right)
    expect(unasked.summary.counts['metadata-differs']).toBe(0)
    const colder = new Map([['archive', new Map([['standard', 'equivalent' as const]])]])
    const allowed = await compared(left, right, {
      metadata: ['storageClass'],
      storageClasses: colder,
    })
    expect(allowed.summary.counts['metadata-differs']).toBe(0)
  })

  it('matches keys as they become by rewriting, and keeps them as each side has them', async () => {
    const { objects } = await compared(
      [onS3('old/a'), onS3('old/b'), onS3('c')],
      [onOss('new/a'), onOss('c')],
      { rewriteKey: { from: 'old/', to: 'new/' } },
    )
    expect(verdictsOf(objects)).toStrictEqual([
      'new/a same md5-etag',
      'c same md5-etag',
      'new/b missing',
    ])
    expect(objects[0]).toMatchObject({ left: { key: 'old/a' }, right: { key: 'new/a' } })
    expect(objects[2]).toMatchObject({ left: { key: 'old/b' } })
  })

  it('compares what is included and not excluded', async () => {
    const rows = ['a/1', 'a/tmp', 'b/1', 'c/1']
    const { objects } = await compared(
      rows.map((key) => onS3(key)),
      rows.map((key) => onOss(key)),
      { include: [/^a/, /^b/], exclude: [/tmp$/], where: { size: { min: 1 } } },
    )
    expect(objects.map(({ key }) => key)).toStrictEqual(['a/1', 'b/1'])
  })

  it('projects all versions to the latest where the other side lists only these', async () => {
    const { objects, summary } = await compared(
      [
        onS3('a', { versionId: '2', isLatest: true, isDeleteMarker: false }),
        onS3('a', { versionId: '1', isLatest: false, isDeleteMarker: false, etag: two }),
        { key: 'gone', versionId: '2', isLatest: true, isDeleteMarker: true },
        onS3('gone', { versionId: '1', isLatest: false, isDeleteMarker: false }),
      ],
      [onOss('a')],
      {},
      {},
      { versions: true },
    )
    expect(verdictsOf(objects)).toStrictEqual(['a same md5-etag'])
    expect(summary.left).toMatchObject({ objects: 1, skipped: 3 })
  })

  it('pairs versions by their content before their time', async () => {
    const version = (versionId: string, isLatest: boolean, hours: number, etag: string) => ({
      versionId,
      isLatest,
      isDeleteMarker: false,
      etag,
      lastModified: restTime + hours * hour,
    })
    const { objects } = await comparing(compareInMemory)(
      [
        onS3('a', version('l1', false, 0, one)),
        onS3('a', version('l2', false, 1, two)),
        onS3('a', version('l3', true, 2, 'c'.repeat(32))),
      ],
      [onOss('a', version('r1', false, 30, two)), onOss('a', version('r2', true, 31, one))],
      { match: 'version' },
      { versions: true },
      { versions: true },
    )
    expect(
      objects.map((object) => [
        object.verdict,
        'left' in object ? object.left?.versionId : undefined,
        'right' in object ? object.right?.versionId : undefined,
      ]),
    ).toStrictEqual([
      ['same', 'l2', 'r1'],
      ['same', 'l1', 'r2'],
      ['missing', 'l3', undefined],
    ])
  })

  it('says the same of no key that a report has twice with other content', async () => {
    const { objects, summary } = await compared(
      [onS3('a'), onS3('a', { etag: two }), onS3('b'), onS3('b')],
      [onOss('a'), onOss('b')],
    )
    expect(verdictsOf(objects)).toStrictEqual(['a cannot-tell duplicate-key', 'b same md5-etag'])
    expect(summary.evidence.cannotTell).toStrictEqual({ 'duplicate-key': 1 })
    const warning = summary.warnings.find(({ code }) => code === 'duplicate-keys')
    expect(warning).toMatchObject({ side: 'left' })
    expect(warning?.message).toContain('2 rows')
  })

  it('keeps keys apart that are no UTF-8, and gives their bytes', async () => {
    const odd = (byte: number) => new Uint8Array([97, byte])
    const { objects } = await compared(
      [
        { ...onS3(''), key: odd(0xff) },
        { ...onS3(''), key: odd(0xfe) },
      ],
      [{ ...onOss(''), key: odd(0xfe) }],
    )
    expect(objects.map(({ verdict, keyBytes }) => [verdict, keyBytes])).toStrictEqual([
      ['same', odd(0xfe)],
      ['missing', odd(0xff)],
    ])
  })

  it('takes joined checksums for evidence', async () => {
    const left = await delivered([onS3('a', { etag: `${one}-2` }), onS3('b', { etag: `${one}-2` })])
    const right = await delivered([onOss('a'), onOss('b')], { provider: 'alibaba-oss' })
    async function* checksums() {
      yield { key: 'a', algorithm: 'Crc64', value: '1' }
      yield { key: 'b', algorithm: 'Crc64', value: '2' }
    }
    const { objects, summary } = await outcomeOf(
      compareInMemory({ report: left, checksums: checksums() }, right),
    )
    expect(verdictsOf(objects)).toStrictEqual([
      'a same joined-checksum',
      'b content-differs joined-checksum',
    ])
    // What is joined can be read but once: nothing is merged on trial.
    expect(summary.method).toBe('table')
  })

  it('counts by prefix and by storage class, sorted', async () => {
    const { summary } = await compared(
      [
        onS3('b/x/1', { storageClass: 'GLACIER' }),
        onS3('b/2', { size: 5 }),
        onS3('a/1'),
        onS3('top', { storageClass: '' }),
      ],
      [onOss('b/2', { size: 6 }), onOss('a/1'), onOss('c/1', { storageClass: 'IA', size: 7 })],
    )
    expect(summary.byPrefix.map(({ prefix }) => prefix)).toStrictEqual(['', 'a/', 'b/', 'c/'])
    expect(summary.byPrefix[2]).toMatchObject({
      counts: { missing: 1, 'size-differs': 1, same: 0 },
      bytes: { missing: 10, 'size-differs': 5 },
    })
    expect(summary.byStorageClass.map(({ storageClass }) => storageClass)).toStrictEqual([
      '',
      'GLACIER',
      'IA',
      'STANDARD',
    ])
    expect(summary.byStorageClass[2]).toMatchObject({ counts: { extra: 1 }, bytes: { extra: 7 } })
    expect([summary.left, summary.right]).toStrictEqual([
      {
        name: 'photos',
        bucket: 'photos',
        provider: 'aws-s3',
        time: scanTime,
        objects: 4,
        bytes: 35,
        skipped: 0,
      },
      {
        name: 'photos-cn',
        bucket: 'photos-cn',
        provider: 'alibaba-oss',
        time: scanTime,
        objects: 3,
        bytes: 23,
        skipped: 0,
      },
    ])
  })
  it('counts objects together whose prefixes are too many, and says so', async () => {
    const left = ['a/1', 'b/1', 'c/1', 'd/1'].map((key) => onS3(key))
    const { summary } = await outcomeOf(
      compareInMemory(
        await delivered(left),
        await delivered([onOss('a/1')], { provider: 'alibaba-oss' }),
        {
          confirm: async (side, { key }) =>
            side === 'left' ? { key, size: 10, etag: one } : undefined,
        },
        { most: 2 },
      ),
    )
    expect(summary.byPrefix).toMatchObject([
      { prefix: otherPrefixes, counts: { missing: 2 } },
      { prefix: 'a/', counts: { same: 1 } },
      { prefix: 'b/', counts: { missing: 1 } },
    ])
    expect(summary.warnings.find(({ code }) => code === 'prefixes-lumped')?.message).toContain(
      '2 objects',
    )
  })
})

function comparing(compare: typeof compareReports) {
  return async (
    left: readonly DeliveredRow[],
    right: readonly DeliveredRow[],
    options: CompareOptions = {},
    ofRight: DeliveredOptions = {},
    ofLeft: DeliveredOptions = {},
  ) =>
    outcomeOf(
      compare(
        await delivered(left, ofLeft),
        await delivered(right, { provider: 'alibaba-oss', ...ofRight }),
        options,
      ),
    )
}
