import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ReportReader } from '@bucket-inventory/reports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ChecksumRecord } from '../checksum-record.ts'
import { delivered } from '../delivered-report.test.support.ts'
import type { Matching } from '../matching.ts'
import { matchReports } from './match-reports.ts'
import type { MatchReportsOptions } from './match-reports.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ending-early-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A report, and what became of the reading of it. */
interface Watched {
  readonly report: ReportReader
  readonly state: { begun: number; ended: number; batches: number }
}

/** Reads as the report does; `before` is called ahead of each batch. */
function watched(report: ReportReader, before: (batch: number) => void = () => {}): Watched {
  const state = { begun: 0, ended: 0, batches: 0 }
  return {
    state,
    report: {
      manifest: report.manifest,
      fields: report.fields,
      verify: (options) => report.verify(options),
      records: (options) => report.records(options),
      async *batches(options) {
        state.begun++
        try {
          for await (const batch of report.batches(options)) {
            before(state.batches++)
            yield batch
          }
        } finally {
          state.ended++
        }
      },
    },
  }
}

const keys = (from: number) =>
  Array.from({ length: 40 }, (_, number) => ({ key: `key-${from + number}`, size: 1 }))

const ways = [
  ['a table', {}],
  ['partitions', { memory: 3000 }],
  ['merging', { merge: true }],
  ['versions', { match: 'version' }],
] as const satisfies readonly (readonly [string, Partial<MatchReportsOptions>])[]

const both = async () =>
  [
    await delivered(keys(100), { rowsOfFile: 5 }),
    await delivered(keys(101), { rowsOfFile: 5 }),
  ] as const

function matching(
  [left, right]: readonly [Watched, Watched],
  options: Partial<MatchReportsOptions>,
  checksums?: AsyncIterable<ChecksumRecord>,
): Matching {
  const etagKind = () => 'md5' as const
  const joined = checksums === undefined ? {} : { checksums }
  return matchReports(
    { report: left.report, etagKind, ...joined },
    { report: right.report, etagKind },
    {
      match: 'key',
      metadata: [],
      memory: 1024 * 1024,
      spillTo: async () => folder,
      depth: 1,
      merge: false,
      ...options,
    },
  )
}

async function drain(matched: Matching): Promise<number> {
  let rows = 0
  for await (const { length } of matched.batches()) rows += length
  return rows
}

async function expectEnded(...sides: readonly Watched[]): Promise<void> {
  for (const { state } of sides) expect(state.ended).toBe(state.begun)
  expect(await readdir(folder)).toStrictEqual([])
}

describe.each(ways)('matching in %s', (_, options) => {
  it('reads each side once, and ends', async () => {
    const [left, right] = (await both()).map((report) => watched(report))
    if (left === undefined || right === undefined) throw new Error('there are two')
    expect(await drain(matching([left, right], options))).toBe(41)
    expect([left.state.begun, right.state.begun]).toStrictEqual([1, 1])
    await expectEnded(left, right)
  })

  it('ends reading where nobody wants more', async () => {
    const [one, other] = await both()
    const [left, right] = [watched(one), watched(other)]
    for await (const { length } of matching([left, right], options).batches()) {
      expect(length).toBeGreaterThan(0)
      break
    }
    await expectEnded(left, right)
    expect(left.state.begun).toBe(1)
  })

  it.each(['left', 'right'] as const)(
    'rejects with what reading the %s side rejects with',
    async (side) => {
      const [one, other] = await both()
      const failing = (batch: number) => {
        if (batch === 5) throw new Error('the disk is gone')
      }
      const left = watched(one, side === 'left' ? failing : undefined)
      const right = watched(other, side === 'right' ? failing : undefined)
      await expect(drain(matching([left, right], options))).rejects.toThrow('the disk is gone')
      await expectEnded(left, right)
    },
  )

  it.each([
    ['left', 0],
    ['left', 5],
    ['right', 0],
    ['right', 5],
    ['right', 7],
  ] as const)(
    'rejects with the reason of an abort while the %s side is read (batch %i)',
    async (side, at) => {
      const [one, other] = await both()
      const controller = new AbortController()
      const reason = new Error('enough')
      const aborting = (batch: number) => {
        if (batch === at) controller.abort(reason)
      }
      const left = watched(one, side === 'left' ? aborting : undefined)
      const right = watched(other, side === 'right' ? aborting : undefined)
      const matched = matching([left, right], { ...options, signal: controller.signal })
      await expect(drain(matched)).rejects.toBe(reason)
      await expectEnded(left, right)
    },
  )

  it('rejects with the reason of an abort between batches', async () => {
    const [one, other] = await both()
    const [left, right] = [watched(one), watched(other)]
    const controller = new AbortController()
    const reason = new Error('enough')
    const matched = matching([left, right], { ...options, signal: controller.signal })
    const reading = async () => {
      for await (const { length } of matched.batches()) {
        expect(length).toBeGreaterThan(0)
        controller.abort(reason)
      }
    }
    await expect(reading()).rejects.toBe(reason)
    await expectEnded(left, right)
  })

  it('does not begin where it is aborted before', async () => {
    const [one, other] = await both()
    const [left, right] = [watched(one), watched(other)]
    const matched = matching([left, right], { ...options, signal: AbortSignal.abort('never') })
    await expect(drain(matched)).rejects.toBe('never')
    expect([left.state.batches, right.state.batches]).toStrictEqual([0, 0])
    await expectEnded(left, right)
  })
})

describe('joined checksums', () => {
  it('end where nobody wants more, and their errors are told', async () => {
    let ended = 0
    async function* checksums(failing: boolean): AsyncGenerator<ChecksumRecord> {
      try {
        for (let number = 0; number < 3000; number++) {
          if (failing && number === 2500) throw new Error('line 2501 is no checksum')
          yield { key: 'key-100', algorithm: 'MD5', value: `${number}` }
        }
      } finally {
        ended++
      }
    }
    for (const options of [{}, { memory: 1_000_000 }, { match: 'version' as const }]) {
      const [one, other] = await both()
      const [left, right] = [watched(one), watched(other)]
      ended = 0
      await expect(drain(matching([left, right], options, checksums(true)))).rejects.toThrow(
        'line 2501 is no checksum',
      )
      expect(ended).toBe(1)
      await expectEnded(left, right)
      expect(await drain(matching([left, right], options, checksums(false)))).toBe(41)
      expect(ended).toBe(2)
    }
  })
})
