import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import type { ReportStore } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { memoryReportStore } from '../stores/memory-report-store.ts'
import { openFile } from './open-file.ts'
import type { OpenFileOptions } from './open-file.ts'
import type { ReportFile } from './report-manifest.ts'

const rows = '"photos","a.jpg","12"\n'.repeat(100)
const key = 'inv/photos/daily/data/a.csv.gz'
const manifestKey = 'inv/photos/daily/2026-11-20T01-00Z/manifest.json'

function world(bytes: Uint8Array, more: Partial<OpenFileOptions> = {}, named = key) {
  const md5 = createHash('md5').update(bytes).digest('hex')
  const file: ReportFile = { key: named, size: bytes.length, md5 }
  const passed = { bytes: 0 }
  const options: OpenFileOptions = {
    store: memoryReportStore(new Map([[named, bytes]])),
    manifestKey,
    verify: true,
    onBytes: (count) => {
      passed.bytes += count
    },
    ...more,
  }
  return { file, options, passed }
}

async function text(file: ReportFile, options: OpenFileOptions): Promise<string> {
  const opened = openFile(file, options)
  const chunks: Uint8Array[] = []
  for await (const chunk of opened.text) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const compressed = gzipSync(rows)

describe('an opened file', () => {
  it('gives its text, and tells of its bytes as delivered', async () => {
    const { file, options, passed } = world(compressed)
    expect(await text(file, options)).toBe(rows)
    expect(passed.bytes).toBe(compressed.length)
  })

  it('gives a change log as it is', async () => {
    const { file, options } = world(Buffer.from(rows), {}, 'data/a_0.csv')
    expect(await text(file, options)).toBe(rows)
  })

  it('begins by itself', async () => {
    const { file, options, passed } = world(compressed)
    const opened = openFile(file, options)
    while (passed.bytes === 0) await new Promise((resolve) => setImmediate(resolve))
    await opened.close()
    expect(passed.bytes).toBe(compressed.length)
  })

  it('is refused where its MD5, its size or its place is another', async () => {
    const { file, options } = world(compressed)
    const corrupt = { code: 'corrupt-report', position: { file: key } }
    await expect(text({ ...file, md5: 'f'.repeat(32) }, options)).rejects.toMatchObject(corrupt)
    await expect(text({ ...file, size: 7 }, options)).rejects.toMatchObject(corrupt)
    await expect(text({ ...file, key: 'x' }, options)).rejects.toMatchObject({
      ...corrupt,
      position: { file: 'x' },
    })
    const wrong: ReportFile = { ...file, md5: 'f'.repeat(32), size: 7 }
    expect(await text(wrong, { ...options, verify: false })).toBe(rows)
  })

  it('fails with the byte where its gzip data is cut, though nothing is verified', async () => {
    const { file, options } = world(compressed.subarray(0, -1), { verify: false })
    await expect(text(file, options)).rejects.toMatchObject({
      code: 'corrupt-report',
      position: { file: key, byte: compressed.length - 1 },
    })
  })

  it('rejects with the signal’s own reason', async () => {
    const controller = new AbortController()
    const { file, options } = world(gzipSync(Buffer.alloc(50_000_000), { level: 0 }), {
      signal: controller.signal,
    })
    const reading = (async () => {
      for await (const chunk of openFile(file, options).text) {
        expect(chunk.length).toBeGreaterThan(0)
        controller.abort('enough')
      }
    })()
    await expect(reading).rejects.toBe('enough')
  })
})

describe('a silent connection', () => {
  function silent(bytes: Uint8Array): { readonly store: ReportStore; readonly log: string[] } {
    const log: string[] = []
    const store: ReportStore = {
      ...memoryReportStore(new Map([[key, bytes]])),
      read: async (_, { signal } = {}) => {
        signal?.addEventListener('abort', () => {
          log.push('aborted')
        })
        return (async function* () {
          yield bytes.subarray(0, bytes.length - 1)
          log.push('silent')
          await new Promise(() => undefined)
        })()
      },
    }
    return { store, log }
  }

  const large = gzipSync(Buffer.alloc(1_000_000), { level: 0 })

  it('is ended when the file is closed', async () => {
    const { store, log } = silent(large)
    const { file, options } = world(large, { store })
    const opened = openFile(file, options)
    while (!log.includes('silent')) await new Promise((resolve) => setImmediate(resolve))
    await opened.close()
    expect(log).toStrictEqual(['silent', 'aborted'])
  })

  it('is ended when the reader stops early', async () => {
    const { store, log } = silent(large)
    const { file, options } = world(large, { store })
    for await (const chunk of openFile(file, options).text) {
      expect(chunk.length).toBeGreaterThan(0)
      while (!log.includes('silent')) await new Promise((resolve) => setImmediate(resolve))
      break
    }
    expect(log).toStrictEqual(['silent', 'aborted'])
  })
})
