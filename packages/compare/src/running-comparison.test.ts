import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { isInventoryError } from '@bucket-inventory/core'
import type { ReportReader } from '@bucket-inventory/reports'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { CompareOptions } from './compare-options.ts'
import { compareInMemory, outcomeOf } from './compared.test.support.ts'
import { delivered, restTime } from './delivered-report.test.support.ts'
import type { MemoryMatchingOptions } from './memory-matching.test.support.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'running-comparison-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const count = 200

/** Of two hundred objects each tenth is missing, each eleventh differs, and there are five more. */
async function reports(): Promise<readonly [ReportReader, ReportReader]> {
  const row = (index: number, etag: string) => ({
    key: `objects/${index}`,
    size: 10,
    lastModified: restTime,
    etag: etag.repeat(32),
    encryption: 'NOT-SSE',
  })
  const numbers = Array.from({ length: count }, (_, index) => index)
  const copies = numbers
    .filter((index) => index % 10 !== 0)
    .map((index) => row(index, index % 11 === 0 ? 'b' : 'a'))
  const extra = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...row(0, 'a'), key: name }))
  return [
    await delivered(
      numbers.map((index) => row(index, 'a')),
      { rowsOfFile: 70 },
    ),
    await delivered([...extra, ...copies].toReversed(), { bucket: 'copies', rowsOfFile: 70 }),
  ]
}

async function started(options: CompareOptions = {}, matching: MemoryMatchingOptions = {}) {
  const [left, right] = await reports()
  return compareInMemory(left, right, { spillTo: folder, ...options }, matching)
}

/** So little that the list does not fit. */
const tight = { memory: 16 * 1024 }

describe('a comparison', () => {
  it('comes to the same summary whether it is listed or not', async () => {
    const { summary } = await outcomeOf(await started())
    expect(summary.counts).toMatchObject({
      same: 163,
      missing: 20,
      extra: 5,
      'content-differs': 17,
    })
    for (const options of [{}, { list: 'differences' } as const, tight]) {
      expect(await (await started(options)).summary()).toStrictEqual(summary)
      expect((await outcomeOf(await started(options))).summary).toStrictEqual(summary)
    }
  })

  it('lists all objects, or those that are not the same, in one order', async () => {
    const all = await outcomeOf(await started())
    const differing = await outcomeOf(await started({ list: 'differences' }))
    expect(all.objects).toHaveLength(205)
    expect(differing.objects).toStrictEqual(all.objects.filter(({ verdict }) => verdict !== 'same'))
    expect(differing.objects).toHaveLength(42)
  })

  it('lists the same whatever the memory and the order in which rows are matched', async () => {
    const expected = (await outcomeOf(await started())).objects
    const matchings: readonly MemoryMatchingOptions[] = [
      { order: 'runs' },
      { order: 'runs', batch: 50 },
      { unsorted: true },
    ]
    for (const matching of matchings) {
      for (const options of [{}, tight]) {
        expect((await outcomeOf(await started(options, matching))).objects).toStrictEqual(expected)
      }
    }
  })

  it('begins anew without what was merged before a side proved not to be sorted', async () => {
    const { objects, summary } = await outcomeOf(await started({}, { unsorted: true }))
    expect(objects).toHaveLength(205)
    expect(summary.method).toBe('table')
    expect(summary.left.objects).toBe(count)
    expect(Object.values(summary.counts).reduce((sum, one) => sum + one, 0)).toBe(205)
    const { method } = await (await started()).summary()
    expect(method).toBe('merge')
  })

  it('is iterated once', async () => {
    const comparison = await started()
    await outcomeOf(comparison)
    expect(() => comparison[Symbol.asyncIterator]()).toThrow('iterated once')
  })

  it('is not iterated once its summary was asked for', async () => {
    const comparison = await started()
    const summary = comparison.summary()
    expect(() => comparison[Symbol.asyncIterator]()).toThrow('iterated once')
    expect(await comparison.summary()).toBe(await summary)
  })

  it('has no summary where the iteration ended early', async () => {
    const comparison = await started({ ...tight, list: 'all' }, { order: 'runs' })
    for await (const batch of comparison) if (batch.length > 0) break
    await expect(comparison.summary()).rejects.toThrow('ended before all was compared')
  })

  it('has no summary where the iteration ended before it began', async () => {
    const comparison = await started()
    const objects = comparison[Symbol.asyncIterator]()
    const summary = comparison.summary()
    expect(await objects.return?.()).toMatchObject({ done: true })
    await expect(summary).rejects.toThrow('ended before all was compared')
  })

  it('leaves nothing on the disk, whether it ends, is left, is aborted or fails', async () => {
    const matching = { order: 'runs' } as const
    let used = 0
    const seen = async () => {
      used = Math.max(used, (await readdir(folder)).length)
    }
    for await (const _ of await started(tight, matching)) await seen()
    expect(await readdir(folder)).toStrictEqual([])
    for await (const _ of await started(tight, matching)) {
      await seen()
      break
    }
    expect(await readdir(folder)).toStrictEqual([])
    const controller = new AbortController()
    const aborted = await started({ ...tight, signal: controller.signal }, matching)
    await expect(
      (async () => {
        for await (const _ of aborted) controller.abort(new Error('enough'))
      })(),
    ).rejects.toThrow('enough')
    expect(await readdir(folder)).toStrictEqual([])
    const failing = await started({ ...tight, confirm: () => Promise.reject(new Error('broken')) })
    await failing.summary()
    expect(await readdir(folder)).toStrictEqual([])
    expect(used).toBe(1)
  })

  it('rejects with the reason of the signal, its iteration and its summary', async () => {
    const reason = new Error('enough')
    const before = await started({ signal: AbortSignal.abort(reason) })
    await expect(outcomeOf(before)).rejects.toBe(reason)
    await expect(before.summary()).rejects.toBe(reason)
    const unlisted = await started({ signal: AbortSignal.abort(reason) })
    await expect(unlisted.summary()).rejects.toBe(reason)
  })

  it('rejects with what reading rejects with', async () => {
    const [left, right] = await reports()
    const broken: ReportReader = {
      ...right,
      manifest: right.manifest,
      fields: right.fields,
      async *batches(options) {
        yield* right.batches(options)
        throw new Error('the connection broke')
      },
    }
    const comparison = compareInMemory(left, broken, { spillTo: folder })
    await expect(outcomeOf(comparison)).rejects.toThrow('the connection broke')
    await expect(comparison.summary()).rejects.toThrow('the connection broke')
  })
})

describe('what is refused before anything is read', () => {
  it('is what options cannot mean', async () => {
    const [left, right] = await reports()
    expect(() => compareInMemory(left, right, { margin: -1 })).toThrow('margin: -1')
  })

  it('is a report that is overdue, unless that is allowed', async () => {
    const [left, right] = await reports()
    const overdue = { report: right, overdue: true, name: 's3://copies#daily' }
    const refused = thrownBy(() => compareInMemory(left, overdue))
    expect(isInventoryError(refused, 'incomplete-report')).toBe(true)
    expect(String(refused)).toContain('s3://copies#daily')
    const allowed = compareInMemory(left, overdue, { allowOverdue: true, spillTo: folder })
    const { warnings } = await allowed.summary()
    expect(warnings.map(({ code, side }) => [code, side])).toContainEqual(['overdue', 'right'])
  })

  it('is a report without what is trusted', async () => {
    const [left] = await reports()
    const right = await delivered([], { fields: ['size'] })
    expect(() => compareInMemory(left, right)).toThrow('right.fields.etag')
  })
})

describe('warnings', () => {
  it('tell of a bucket that is compared with itself', async () => {
    const [left] = await reports()
    const { warnings } = await compareInMemory(left, left, { spillTo: folder }).summary()
    expect(warnings.map(({ code }) => code)).toContain('same-bucket')
    const { warnings: others } = await (await started()).summary()
    expect(others.map(({ code }) => code)).not.toContain('same-bucket')
  })
})

function thrownBy(call: () => unknown): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  return undefined
}
