import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ReportStore } from '@bucket-inventory/core'
import type { FaultEffect } from '@bucket-inventory/emulator'
import { openReport } from '@bucket-inventory/reports'
import type { OpenableReport, ReadOptions, ReportFile } from '@bucket-inventory/reports'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'

import { deliveredReport } from '../laws/delivering-cloud.ts'
import type { DeliveringCloud } from '../laws/delivering-cloud.ts'
import { ossFormats, startDeliveringOss } from '../laws/delivering-oss.ts'
import { s3Formats, startDeliveringS3 } from '../laws/delivering-s3.ts'

// Reports of real stores, whose connections do what connections do.

const clouds = [
  ['s3', startDeliveringS3, s3Formats],
  ['oss', startDeliveringOss, ossFormats],
] as const
const rows = 60
const ways = [true, false].flatMap((verify) => [1, 4].map((ahead) => [verify, ahead] as const))

describe.each(clouds)('of %s', (cloud, start, formats) => {
  let world: DeliveringCloud
  let folder: string
  beforeAll(async () => {
    world = await start(Date.now)
    await world.emulator.createBucket({ cloud, name: 'photos', region: world.region })
    for (let index = 0; index < rows; index++) {
      const storageClass = world.storageClasses[index % 2] ?? ''
      const change = { type: 'put', size: index, storageClass, encrypted: false } as const
      await world.change('photos', { ...change, key: `photos/${Math.sin(index)}.jpg` })
    }
    folder = await mkdtemp(join(tmpdir(), 'reports-broken-off-'))
    vi.stubEnv('TMPDIR', folder)
  })
  afterEach(async () => {
    world.emulator.resetFaults()
    const left = await readdir(folder)
    if (left.length > 0) throw new Error(`${left.join(', ')} stayed behind`)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
    await world.close()
  })

  function fail(effect: FaultEffect, times = 1000): void {
    world.emulator.inject({ cloud, operation: 'GetObject', effect, times })
  }

  describe.each(formats)('in %s', (format) => {
    let reference: OpenableReport
    let files: readonly ReportFile[]
    beforeAll(async () => {
      const request = { format, versions: 'current', rowsPerFile: 20, rowsPerGroup: 6 } as const
      const { found, report } = await deliveredReport(world, 'photos', request)
      reference = found
      files = report.manifest.files
    })

    /** Opened before anything goes wrong, and how many rows come before something does. */
    async function reading(verify: boolean, store = reference.store) {
      const report = await openReport({ ...reference, store }, { verify })
      const seen = { rows: 0 }
      const read = async (options: ReadOptions): Promise<number> => {
        for await (const { key } of report.records(options)) if (key !== '') seen.rows += 1
        return seen.rows
      }
      return { read, seen }
    }

    it.each(ways)('all is read in the end (verified: %s, files: %i)', async (verify, readAhead) => {
      const { read } = await reading(verify)
      fail({ type: 'truncate', bytes: 700 }, 2)
      fail({ type: 'reset' }, 1)
      expect(await read({ readAhead })).toBe(rows)
    })

    it.each(ways)(
      'what is refused is told (verified: %s, files: %i)',
      async (verify, readAhead) => {
        const { read, seen } = await reading(verify)
        fail({ type: 'error', status: 403, code: 'AccessDenied' })
        await expect(read({ readAhead })).rejects.toMatchObject({
          code: 'permission-denied',
          position: { file: files[0]?.key },
          service: { code: 'AccessDenied', status: 403 },
        })
        expect(seen.rows).toBe(0)
      },
    )

    it.each(ways)(
      'what hangs ends with its signal (verified: %s, files: %i)',
      async (verify, readAhead) => {
        const { read } = await reading(verify)
        fail({ type: 'hang' })
        const controller = new AbortController()
        const outcome = Promise.allSettled([read({ readAhead, signal: controller.signal })])
        await world.emulator.waitForHeld(1, { operation: 'GetObject' })
        const reason = new Error('enough')
        controller.abort(reason)
        expect(await outcome).toStrictEqual([{ status: 'rejected', reason }])
      },
    )

    it.each(ways)(
      'what was replaced is told (verified: %s, files: %i)',
      async (verify, readAhead) => {
        const { read, seen } = await reading(verify, remembering(reference.store))
        await expect(read({ readAhead })).rejects.toMatchObject({
          code: 'conflict',
          message: expect.stringContaining('begin again'),
          position: { file: files[0]?.key },
        })
        expect(seen.rows).toBe(0)
      },
    )
  })
})

/** A store that knows data files as they were before they were replaced. */
function remembering(store: ReportStore): ReportStore {
  return {
    list: (prefix, options) => store.list(prefix, options),
    read: (key, options) => store.read(key, options),
    async head(key, options) {
      const object = await store.head(key, options)
      if (object === undefined || !key.includes('/data/')) return object
      return { ...object, etag: '"d41d8cd98f00b204e9800998ecf8427e"' }
    },
  }
}
