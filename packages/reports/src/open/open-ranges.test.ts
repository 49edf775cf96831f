import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ReportStore } from '@bucket-inventory/core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { memoryReportStore } from '../stores/memory-report-store.ts'
import type { OpenFileOptions } from './open-file.ts'
import { openRanges } from './open-ranges.ts'
import type { ReportFile } from './report-manifest.ts'

const key = 'inv/photos/daily/data/a.orc'
const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251))
const file: ReportFile = {
  key,
  size: content.length,
  md5: createHash('md5').update(content).digest('hex'),
}

function world(more: Partial<OpenFileOptions> = {}, local = false) {
  const reads: (readonly [number, number])[] = []
  const passed = { bytes: 0 }
  const memory = memoryReportStore(new Map([[key, content]]))
  const store: ReportStore = {
    ...memory,
    local,
    read(key, options = {}) {
      reads.push([options.start ?? 0, options.end ?? content.length])
      return memory.read(key, options)
    },
  }
  const options: OpenFileOptions = {
    store,
    manifestKey: 'inv/photos/daily/2026-11-20T01-00Z/manifest.json',
    verify: true,
    onBytes: (count) => {
      passed.bytes += count
    },
    ...more,
  }
  return { options, reads, passed }
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-ranges-'))
  vi.stubEnv('TMPDIR', folder)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

describe('ranges of a data file', () => {
  it.each([
    ['verified, of a network', { verify: true }, false, [[0, 200_000]]],
    [
      'verified, of a folder',
      { verify: true },
      true,
      [
        [0, 200_000],
        [100, 70_000],
        [199_999, 200_000],
      ],
    ],
    [
      'not verified',
      { verify: false },
      false,
      [
        [100, 70_000],
        [199_999, 200_000],
      ],
    ],
  ])('are read, %s, with no more requests than needed', async (_, more, local, requests) => {
    const { options, reads } = world(more, local)
    const opened = openRanges(file, options)
    const bytes = await opened.bytes
    expect(bytes.size).toBe(content.length)
    expect(Buffer.from(await bytes.read(100, 70_000))).toStrictEqual(content.subarray(100, 70_000))
    expect(Buffer.from(await bytes.read(199_999, 200_000))).toStrictEqual(content.subarray(199_999))
    expect(await readdir(folder)).toStrictEqual([])
    await opened.close()
    expect(reads).toStrictEqual(requests)
  })

  it('tell of each byte of the file once', async () => {
    for (const local of [true, false]) {
      const { options, passed } = world({}, local)
      const opened = openRanges(file, options)
      await (await opened.bytes).read(0, 10)
      await opened.close()
      expect(passed.bytes).toBe(content.length)
    }
  })

  it.each([true, false])('of another file are refused before a row is decoded', async (local) => {
    const { options } = world({}, local)
    const opened = openRanges({ ...file, md5: '0'.repeat(32) }, options)
    await expect(opened.bytes).rejects.toMatchObject({
      code: 'corrupt-report',
      position: { file: key },
      message: expect.stringContaining('MD5'),
    })
    await opened.close()
  })

  it('of a file that is not there are refused', async () => {
    const { options } = world()
    const opened = openRanges({ ...file, key: 'inv/photos/daily/data/b.orc' }, options)
    await expect(opened.bytes).rejects.toMatchObject({ code: 'corrupt-report' })
    await opened.close()
  })

  it('are refused where the store knows no ranges', async () => {
    const memory = memoryReportStore(new Map([[key, content]]))
    const { options } = world({
      verify: false,
      store: { ...memory, read: (key) => memory.read(key) },
    })
    const opened = openRanges(file, options)
    const bytes = await opened.bytes
    await expect(bytes.read(10, 20)).rejects.toMatchObject({ code: 'protocol' })
    await opened.close()
  })

  it('end with the reason of the signal', async () => {
    const stop = new AbortController()
    const { options } = world({ signal: stop.signal })
    const opened = openRanges(file, options)
    const reason = new Error('enough')
    stop.abort(reason)
    await expect(opened.bytes).rejects.toBe(reason)
    await opened.close()
  })

  it('are refused where the disk does not take them, with what to do', async () => {
    vi.stubEnv('TMPDIR', join(folder, 'nowhere'))
    const opened = openRanges(file, world().options)
    await expect(opened.bytes).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('set TMPDIR'),
    })
    vi.stubEnv('TMPDIR', folder)
    await opened.close()
  })

  it('can be closed before they are there', async () => {
    const { options } = world()
    await openRanges(file, options).close()
    expect(await readdir(folder)).toStrictEqual([])
  })
})
