import { describe, expect, it } from 'vitest'

import { deliverLogs, line } from './change-log.test.delivery.ts'
import type { DeliveredLog } from './change-log.test.delivery.ts'
import { readChanges } from './read-changes.ts'
import type { ChangesProgress, ReadChangesOptions } from './read-changes.ts'

const minute = 60_000
const start = Date.parse('2026-11-20T01:00:00Z')
const at = (minutes: number) => start + minutes * minute

/** Three windows of ten minutes with a change a minute after each begins, and one five minutes after; a fourth is in progress. */
const logs: readonly DeliveredLog[] = [20, 0, 10, 30].map((minutes) => ({
  time: at(minutes),
  files: [[line(`${minutes}+1`, at(minutes + 1))], [line(`${minutes}+5`, at(minutes + 5))]],
  complete: minutes < 30,
}))

async function keys(
  options: ReadChangesOptions = {},
  delivered = deliverLogs(logs),
): Promise<string[]> {
  const read: string[] = []
  for await (const { key } of readChanges(delivered.inventory, options)) read.push(key)
  return read.map((key) => key.replace(' ', '+'))
}

describe('reading changes', () => {
  it('gives all of the complete deliveries, the oldest first', async () => {
    expect(await keys()).toStrictEqual(['0+1', '0+5', '10+1', '10+5', '20+1', '20+5'])
  })

  it.each<[string, number, number, readonly string[]]>([
    ['a window', 10, 20, ['10+1', '10+5']],
    ['parts of two', 5, 15, ['0+5', '10+1']],
    ['from the moment on', 11, 12, ['10+1']],
    ['before the moment', 10, 11, []],
    ['before all', -100, 0, []],
    ['long after all', 2000, 3000, []],
  ])('gives those of a time: %s', async (_, from, to, expected) => {
    expect(await keys({ from: at(from), to: at(to) })).toStrictEqual(expected)
  })

  it('gives those from a time on, and those before one', async () => {
    expect(await keys({ from: at(12) })).toStrictEqual(['10+5', '20+1', '20+5'])
    expect(await keys({ to: at(12) })).toStrictEqual(['0+1', '0+5', '10+1'])
  })

  it('finds a window whose folder is named after another time of it', async () => {
    const hours = 60 * minute
    const late: DeliveredLog = {
      time: at(0),
      files: [[line('a', at(1))]],
      more: {
        startTimestamp: (at(0) - 11 * hours) / 1000,
        endTimestamp: (at(10) - 11 * hours) / 1000,
      },
    }
    const options = { from: at(0) - 11 * hours, to: at(10) }
    expect(await keys(options, deliverLogs([late]))).toStrictEqual(['a'])
  })

  it('reads no data of windows that it gives nothing of', async () => {
    const delivered = deliverLogs(logs)
    const requests: string[] = []
    const store = {
      ...delivered.store,
      read: (...call: Parameters<typeof delivered.store.read>) => {
        requests.push(call[0])
        return delivered.store.read(...call)
      },
    }
    const inventory = { ...delivered.inventory, store }
    expect(await keys({ from: at(13), to: at(17) }, { ...delivered, inventory })).toStrictEqual([
      '10+5',
    ])
    const data = requests.filter((key) => key.includes('/data/'))
    expect(new Set(data.map((key) => key.split('/')[4]))).toStrictEqual(
      new Set(['2026-11-20T01-1000Z']),
    )
  })

  it('tells how far it is', async () => {
    const progress: ChangesProgress[] = []
    await keys({ from: at(11), to: at(19), onProgress: (told) => progress.push(told) })
    const bytes = Buffer.byteLength(`${line('10+1', start)}\n`) * 2
    expect(progress.at(-1)).toStrictEqual({ deliveries: 4, totalDeliveries: 4, bytes, rows: 2 })
    const counts = progress.map(({ deliveries }) => deliveries)
    expect(counts).toStrictEqual(counts.toSorted((left, right) => left - right))
  })

  it('gives a log without times whole, and refuses to give a part of it', async () => {
    const schema = 'Bucket, Key'
    const delivered = deliverLogs([{ time: at(0), files: [['photos,"a"']], schema }])
    expect(await keys({}, delivered)).toStrictEqual(['a'])
    expect(await keys({ from: at(0), to: at(10) }, delivered)).toStrictEqual(['a'])
    expect(await keys({ from: at(20) }, delivered)).toStrictEqual([])
    await expect(keys({ from: at(1) }, delivered)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        /from 2026-11-20T01:00:00Z to 2026-11-20T01:10:00Z does not say when each change happened/,
      ),
    })
  })

  it('verifies, unless it is told not to', async () => {
    const delivered = deliverLogs(logs)
    const [dataKey = ''] = [...delivered.objects.keys()]
    delivered.objects.set(dataKey, `${line('20+9', at(29))}\n`)
    await expect(keys({}, delivered)).rejects.toMatchObject({
      code: 'corrupt-report',
      position: { file: dataKey },
    })
    expect(await keys({ verify: false }, delivered)).toContain('20+9')
  })

  it('closes what it reads when the reader stops early', async () => {
    const delivered = deliverLogs(logs)
    for await (const { key } of readChanges(delivered.inventory)) {
      expect(key).toBe('0 1')
      break
    }
  })

  it('refuses the manifest of another bucket in the place of one', async () => {
    const delivered = deliverLogs([{ time: at(0), files: [], more: { sourceBucket: 'other' } }])
    await expect(keys({}, delivered)).rejects.toMatchObject({
      code: 'corrupt-report',
      message: expect.stringContaining('it lists bucket "other", not "photos"'),
    })
  })

  it('refuses a provider without change logs, a time that is none, and to go on when the signal says so', async () => {
    const { inventory } = deliverLogs([])
    await expect(readChanges({ ...inventory, provider: 'aws-s3' }).next()).rejects.toMatchObject({
      code: 'unsupported',
      message: 'aws-s3 delivers no change logs',
    })
    await expect(keys({ from: Number.NaN })).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(keys({ signal: AbortSignal.abort('enough') })).rejects.toBe('enough')
  })
})
