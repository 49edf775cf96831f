import { InventoryError } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import type { CompareOptions, ConfirmObject } from './compare-options.ts'
import type { ComparedSide } from './compared-object.ts'
import { compareInMemory, outcomeOf, verdictsOf } from './compared.test.support.ts'
import { delivered, restTime, scanTime } from './delivered-report.test.support.ts'
import type { DeliveredRow } from './delivered-report.test.support.ts'

const one = 'a'.repeat(32)
const two = 'b'.repeat(32)

type Look = Partial<Omit<ComparedSide, 'key'>>

const there: Look = {
  size: 10,
  etag: one,
  lastModified: restTime,
  encryption: { encrypted: false, type: undefined },
}

const standard: Look['storageClass'] = {
  name: 'standard',
  native: 'STANDARD',
  tier: 'hot',
  redundancy: 'multiple-zones',
  access: 'online',
}

function row(key: string, more: Partial<DeliveredRow> = {}): DeliveredRow {
  return { key, size: 10, lastModified: restTime, etag: one, encryption: 'NOT-SSE', ...more }
}

/** Buckets as they are by now, and what was asked of them. */
function buckets(left: Readonly<Record<string, Look>>, right: Readonly<Record<string, Look>>) {
  const asked: string[] = []
  const confirm: ConfirmObject = async (side, { key, versionId }) => {
    asked.push(`${side} ${key}${versionId === undefined ? '' : `@${versionId}`}`)
    const look = (side === 'left' ? left : right)[key]
    return look && { key, ...look }
  }
  return { asked, confirm }
}

async function compared(
  left: readonly DeliveredRow[],
  right: readonly DeliveredRow[],
  options: CompareOptions,
  versions = false,
) {
  return outcomeOf(
    compareInMemory(
      await delivered(left, { versions }),
      await delivered(right, { bucket: 'copies', versions }),
      options,
    ),
  )
}

describe('confirming', () => {
  it('looks at what differs and at nothing else, once, on both sides', async () => {
    const { asked, confirm } = buckets({ missing: there, changed: there }, { changed: there })
    await compared(
      [row('missing'), row('changed'), row('same'), row('parts', { etag: `${one}-2` })],
      [row('changed', { etag: two }), row('same'), row('parts')],
      { confirm },
    )
    expect(asked.toSorted()).toStrictEqual([
      'left changed',
      'left missing',
      'right changed',
      'right missing',
    ])
  })

  it('says what else differs of an object that turned up, as far as looks tell', async () => {
    const archived: Look = {
      ...there,
      storageClass: {
        name: 'archive',
        native: 'GLACIER',
        tier: 'archive',
        redundancy: 'multiple-zones',
        access: 'restore',
      },
    }
    const { confirm } = buckets(
      { moved: archived, 'not told': archived },
      { moved: { ...archived, storageClass: standard }, 'not told': there },
    )
    const { objects, summary } = await compared(
      [row('moved', { storageClass: 'GLACIER' }), row('not told', { storageClass: 'GLACIER' })],
      [],
      { confirm, metadata: ['storageClass'] },
    )
    expect(verdictsOf(objects)).toStrictEqual([
      'moved metadata-differs md5-etag storageClass confirmed',
      'not told same md5-etag confirmed',
    ])
    expect(summary.counts).toMatchObject({ missing: 0, same: 1, 'metadata-differs': 1 })
  })

  it('takes checksums of looks for what they say, however they are written', async () => {
    const sha256 = 'ab'.repeat(32)
    const base64 = Buffer.from(sha256, 'hex').toString('base64')
    const keys = ['the same', 'another', 'of parts', 'the same MD5']
    const etag = `${two}-2`
    const found = { ...there, etag: `${two}-3` }
    const { confirm: rightLooks } = buckets(
      {},
      {
        'the same': { ...found, checksum: { algorithm: 'sha256', value: base64 } },
        another: {
          ...found,
          checksum: { algorithm: 'sha256', value: Buffer.alloc(32, 7).toString('base64') },
        },
        'of parts': { ...found, checksum: { algorithm: 'sha256', value: `${base64}-3` } },
        'the same MD5': there,
      },
    )
    const leftLook: Look = { ...there, etag }
    const { objects } = await outcomeOf(
      compareInMemory(
        await delivered(keys.map((key) => row(key, { etag }))),
        await delivered([], { bucket: 'copies' }),
        {
          confirm: async (side, object, request) =>
            side === 'right'
              ? rightLooks(side, object, request)
              : {
                  key: object.key,
                  ...leftLook,
                  checksum:
                    object.key === 'the same MD5'
                      ? { algorithm: 'MD5', value: Buffer.from(one, 'hex').toString('base64') }
                      : { algorithm: 'SHA256', value: sha256.toUpperCase() },
                },
        },
      ),
    )
    expect(verdictsOf(objects)).toStrictEqual([
      'the same same checksum confirmed',
      'another content-differs checksum confirmed',
      'of parts cannot-tell multipart-checksum confirmed',
      'the same MD5 same checksum confirmed',
    ])
  })

  it('says what the looks say, and which objects were looked at', async () => {
    const { confirm } = buckets(
      {
        'late copy': there,
        missing: there,
        deleted: there,
        'cut short': there,
        mended: there,
        'in parts': { ...there, etag: `${one}-2` },
      },
      {
        'late copy': there,
        'cut short': { ...there, size: 9 },
        mended: there,
        'in parts': there,
        extra: there,
      },
    )
    const { objects, summary } = await compared(
      [
        row('late copy'),
        row('missing'),
        row('deleted'),
        row('gone'),
        row('cut short'),
        row('mended'),
        row('in parts', { etag: `${one}-2` }),
        row('same'),
      ],
      [
        row('deleted', { etag: two }),
        row('cut short', { size: 9 }),
        row('mended', { etag: two }),
        row('extra'),
        row('extra gone'),
        row('same'),
      ],
      { confirm },
    )
    expect(verdictsOf(objects)).toStrictEqual([
      'deleted missing confirmed',
      'cut short size-differs size confirmed',
      'mended same md5-etag confirmed',
      'extra extra confirmed',
      'extra gone in-flight extra confirmed',
      'same same md5-etag',
      'late copy same md5-etag confirmed',
      'missing missing confirmed',
      'gone in-flight missing confirmed',
      'in parts cannot-tell multipart-etag confirmed',
    ])
    expect(summary.confirmed).toStrictEqual({ looked: 9, settled: 6, notLooked: 0 })
    expect(summary.counts).toStrictEqual({
      same: 3,
      missing: 2,
      extra: 1,
      'size-differs': 1,
      'content-differs': 0,
      'metadata-differs': 0,
      'in-flight': 2,
      'cannot-tell': 1,
    })
    expect(summary.evidence).toStrictEqual({
      same: { 'md5-etag': 3 },
      differs: { size: 1 },
      cannotTell: { 'multipart-etag': 1 },
    })
    const byPrefix = summary.byPrefix.map(({ prefix, counts }) => [prefix, counts])
    expect(byPrefix).toStrictEqual([['', summary.counts]])
  })

  it('comes to the same summary whether it is listed or not, and lists no more what is the same', async () => {
    const options = () => ({
      confirm: buckets({ 'x/a': there, b: there }, { 'x/a': there }).confirm,
      list: 'differences' as const,
    })
    const left = [row('x/a'), row('b'), row('c')]
    const right = [row('c')]
    const { objects, summary } = await compared(left, right, options())
    expect(verdictsOf(objects)).toStrictEqual(['b missing confirmed'])
    const unlisted = compareInMemory(
      await delivered(left),
      await delivered(right, { bucket: 'copies' }),
      options(),
    )
    expect(await unlisted.summary()).toStrictEqual(summary)
    expect(summary.byPrefix).toMatchObject([
      { prefix: '', counts: { same: 1, missing: 1 } },
      { prefix: 'x/', counts: { same: 1, missing: 0 } },
    ])
  })

  it('keeps what only a report knows of an object that did not change', async () => {
    const { confirm } = buckets({ a: { size: 10, etag: one } }, { a: { size: 10, etag: two } })
    const { objects } = await compared([row('a')], [row('a', { etag: two })], { confirm })
    expect(verdictsOf(objects)).toStrictEqual(['a content-differs md5-etag confirmed'])
    expect(objects[0]).toMatchObject({ left: { encryption: { encrypted: false } } })
  })

  it('excuses what changed since the scan', async () => {
    const changed = { ...there, etag: two, size: 11, lastModified: scanTime + 1 }
    const { confirm } = buckets({ a: changed, b: changed }, { b: there })
    const { objects } = await compared([row('a'), row('b', { size: 12 })], [row('b')], { confirm })
    expect(verdictsOf(objects)).toStrictEqual([
      'b in-flight size-differs confirmed',
      'a in-flight missing confirmed',
    ])
    expect(objects[0]).toMatchObject({ left: { size: 11 } })
  })

  it('takes a checksum of both for evidence, and one of parts for none', async () => {
    const checksum = (value: string, composite = false) => ({
      ...there,
      etag: `${value}-2`.padStart(34, '0'),
      checksum: { algorithm: 'crc64nvme', value, composite },
    })
    const { confirm } = buckets(
      { a: checksum('1'), b: checksum('1'), c: checksum('1', true) },
      { a: checksum('1'), b: checksum('2'), c: checksum('2') },
    )
    const { objects } = await compared([row('a'), row('b'), row('c')], [], { confirm })
    expect(verdictsOf(objects)).toStrictEqual([
      'a same checksum confirmed',
      'b content-differs checksum confirmed',
      'c cannot-tell multipart-checksum confirmed',
    ])
  })

  it('looks for a rewritten key where the left side has it', async () => {
    const { asked, confirm } = buckets({ 'old/b': there }, { 'new/b': there })
    const { objects } = await compared([row('old/a')], [row('new/b')], {
      confirm,
      rewriteKey: { from: 'old/', to: 'new/' },
    })
    expect(asked.toSorted()).toStrictEqual([
      'left old/a',
      'left old/b',
      'right new/a',
      'right new/b',
    ])
    expect(verdictsOf(objects)).toStrictEqual([
      'new/b same md5-etag confirmed',
      'new/a in-flight missing confirmed',
    ])
  })

  it('looks at the right side only where a pattern does not say what a key was', async () => {
    const { asked, confirm } = buckets({}, { new: there })
    const { objects } = await compared([], [row('new')], {
      confirm,
      rewriteKey: { pattern: /old/, replacement: 'new' },
    })
    expect(asked).toStrictEqual(['right new'])
    expect(verdictsOf(objects)).toStrictEqual(['new extra confirmed'])
  })

  it('looks at the versions that differ, and finds a copy of one by its content only', async () => {
    const version = (versionId: string, etag: string) => ({
      versionId,
      isLatest: false,
      isDeleteMarker: false,
      etag,
    })
    const { asked, confirm } = buckets(
      { a: there, b: { ...there, etag: two } },
      { a: there, b: there },
    )
    const { objects } = await compared(
      [row('a', version('1', one)), row('b', version('2', two))],
      [],
      { confirm, match: 'version' },
      true,
    )
    expect(asked.toSorted()).toStrictEqual(['left a@1', 'left b@2', 'right a', 'right b'])
    expect(verdictsOf(objects)).toStrictEqual(['a same md5-etag confirmed', 'b missing confirmed'])
  })

  it('looks at the first of the list up to the limit, and says how many it did not look at', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `key ${index}`)
    const { asked, confirm } = buckets(Object.fromEntries(keys.map((key) => [key, there])), {})
    const { objects, summary } = await compared(
      keys.map((key) => row(key)),
      [],
      {
        confirm,
        confirmLimit: 11,
      },
    )
    expect(asked).toHaveLength(22)
    expect(objects.map(({ confirmed }) => confirmed === true)).toStrictEqual(
      keys.map((_, index) => index < 11),
    )
    expect(summary.confirmed).toStrictEqual({ looked: 11, settled: 0, notLooked: 19 })
    expect(summary.warnings.map(({ code }) => code)).toContain('confirm-limit')
    expect(objects.map(({ key }) => key)).toStrictEqual(keys)
  })

  it('leaves the verdict where a look fails, and says so', async () => {
    const denied = new InventoryError('permission-denied', 'no right to look at "a"')
    const { objects, summary } = await compared([row('a'), row('b')], [row('b')], {
      confirm: () => Promise.reject(denied),
    })
    expect(verdictsOf(objects)).toStrictEqual(['b same md5-etag', 'a missing'])
    expect(summary.confirmed).toStrictEqual({ looked: 0, settled: 0, notLooked: 1 })
    const warning = summary.warnings.find(({ code }) => code === 'confirm-failed')
    expect(warning?.message).toContain('permission-denied, no right to look at "a"')
  })

  it('rejects with the reason of an abort, and begins no more looks', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    let looks = 0
    const keys = Array.from({ length: 100 }, (_, index) => `key ${index}`)
    const comparison = compareInMemory(
      await delivered(
        keys.map((key) => row(key)),
        { rowsOfFile: 100 },
      ),
      await delivered([], { bucket: 'copies' }),
      {
        signal: controller.signal,
        async confirm(side, { key }, { signal }) {
          looks++
          if (looks === 5) controller.abort(reason)
          signal?.throwIfAborted()
          return { key, ...there }
        },
      },
      { batch: 100 },
    )
    await expect(comparison.summary()).rejects.toBe(reason)
    expect(looks).toBeLessThan(20)
  })
})
