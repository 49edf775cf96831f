import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

import { ossVocabulary, recordedStorageClass } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ComparedObject } from '../compared-object.ts'
import { comparedObjectLine } from '../list/compared-object-line.ts'
import { comparedObjects } from '../list/compared-object.test.support.ts'
import { comparisonColumns } from './comparison-columns.ts'
import { comparisonWriter } from './comparison-writer.ts'
import type { ComparisonFormat } from './comparison-writer.ts'

const example: ComparedObject = {
  verdict: 'metadata-differs',
  by: 'joined-checksum',
  fields: ['storageClass', 'encryption'],
  confirmed: false,
  key: 'b/"x",\ny',
  left: {
    key: 'a/"x",\ny',
    versionId: null,
    size: 2 ** 52 + 1,
    lastModified: Date.UTC(2026, 10, 20, 1, 2, 3, 4),
    etag: 'abc',
    storageClass: recordedStorageClass(ossVocabulary, 'IA'),
    isMultipartUploaded: true,
    encryption: { encrypted: true, type: undefined },
    checksum: { algorithm: 'CRC-64/XZ', value: '1', composite: true },
    objectLockRetainUntil: 0,
    tagCount: 3,
  },
  right: { key: 'b/\uFFFD', keyBytes: Uint8Array.of(98, 47, 255), size: 0 },
}

const exampleCells: Readonly<Record<string, string>> = {
  verdict: 'metadata-differs',
  by: 'joined-checksum',
  fields: 'storageClass encryption',
  confirmed: 'false',
  key: 'b/"x",\ny',
  'left.key': 'a/"x",\ny',
  'left.versionId': 'null',
  'left.size': '4503599627370497',
  'left.lastModified': '2026-11-20T01:02:03.004Z',
  'left.etag': 'abc',
  'left.checksum.algorithm': 'CRC-64/XZ',
  'left.checksum.value': '1',
  'left.checksum.composite': 'true',
  'left.storageClass': 'infrequent-access',
  'left.nativeStorageClass': 'IA',
  'left.isMultipartUploaded': 'true',
  'left.encryption.encrypted': 'true',
  'left.other': '{"tagCount":3,"objectLockRetainUntil":"1970-01-01T00:00:00Z"}',
  'right.key': 'b/\uFFFD',
  'right.keyBytes': 'Yi//',
  'right.size': '0',
}

describe('NDJSON', () => {
  it('has an object a line, however many are written at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(comparedObjects, { maxLength: 5 }), { maxLength: 4 }),
        async (batches) => {
          const bytes = await written('ndjson', batches)
          const lines = batches.flat().map((object) => `${comparedObjectLine(object)}\n`)
          expect(bytes.toString()).toBe(lines.join(''))
        },
      ),
      { numRuns: 50 },
    )
  })

  it('hands on what it has before it is much', async () => {
    const sizes: number[] = []
    const writer = comparisonWriter('ndjson', {
      write: (bytes) => Promise.resolve(void sizes.push(bytes.length)),
    })
    await writer.write(Array.from({ length: 3000 }, () => example))
    await writer.end()
    expect(sizes.length).toBeGreaterThan(5)
    expect(Math.max(...sizes)).toBeLessThan(140_000)
  })
})

describe('CSV', () => {
  it('has a column for everything, and a head', async () => {
    const [head = [], row = [], ...more] = rowsOf((await written('csv', [[example]])).toString())
    expect(head).toStrictEqual(comparisonColumns.map(({ name }) => name))
    const cells = head.map((name, index) => [name, row[index]] as const)
    expect(Object.fromEntries(cells.filter(([, cell]) => cell !== ''))).toStrictEqual(exampleCells)
    expect(more).toStrictEqual([])
  })

  it('is read back to the letter, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(comparedObjects, { maxLength: 10 }), async (objects) => {
        const [, ...rows] = rowsOf((await written('csv', [objects])).toString())
        const keys = objects.map(({ key }) => Buffer.from(key).toString())
        const at = comparisonColumns.findIndex(({ name }) => name === 'key')
        expect(rows.map((row) => row[at])).toStrictEqual(keys)
        expect(rows.every((row) => row.length === comparisonColumns.length)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('is a head where there are no objects', async () => {
    expect(rowsOf((await written('csv', [])).toString())).toHaveLength(1)
  })
})

describe('Parquet', () => {
  it('has the columns of CSV, with types', async () => {
    const [row] = await readParquet(await written('parquet', [[example]]))
    const values = Object.entries(row ?? {}).filter(([, value]) => value !== null)
    expect(Object.keys(row ?? {})).toStrictEqual(comparisonColumns.map(({ name }) => name))
    expect(Object.fromEntries(values)).toStrictEqual({
      ...exampleCells,
      confirmed: false,
      'left.size': 4_503_599_627_370_497n,
      'left.lastModified': new Date(Date.UTC(2026, 10, 20, 1, 2, 3, 4)),
      'left.checksum.composite': true,
      'left.isMultipartUploaded': true,
      'left.encryption.encrypted': true,
      'right.size': 0n,
    })
  })

  it('is read back whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(comparedObjects, { maxLength: 10 }), async (objects) => {
        const rows = await readParquet(await written('parquet', [objects]))
        expect(rows.map(({ verdict, key, ...row }) => [verdict, key, row['left.etag']])).toEqual(
          objects.map((object) => [
            object.verdict,
            Buffer.from(object.key).toString(),
            textOrNull('left' in object ? object.left?.etag : undefined),
          ]),
        )
      }),
      { numRuns: 50 },
    )
  })

  it('has as many row groups as it takes, and none without objects', async () => {
    const objects = Array.from({ length: 20_003 }, (_, row): ComparedObject => {
      const key = `key-${row}`
      return { verdict: 'missing', key, left: { key, size: row } }
    })
    const rows = await readParquet(
      await written('parquet', [objects.slice(0, 7), objects.slice(7)]),
    )
    expect(rows.map(({ key }) => key)).toStrictEqual(objects.map(({ key }) => key))
    expect(await readParquet(await written('parquet', []))).toStrictEqual([])
  })
})

it.each<ComparisonFormat>(['ndjson', 'csv', 'parquet'])(
  'rejects as the sink does: %s',
  async (format) => {
    const reason = new Error('full')
    const writer = comparisonWriter(format, { write: () => Promise.reject(reason) })
    await writer.write([example])
    await expect(writer.end()).rejects.toBe(reason)
  },
)

async function written(
  format: ComparisonFormat,
  batches: readonly (readonly ComparedObject[])[],
): Promise<Buffer> {
  const pieces: Buffer[] = []
  const writer = comparisonWriter(format, {
    // Its memory may be used again.
    write: (bytes) => Promise.resolve(void pieces.push(Buffer.from(bytes))),
  })
  for (const batch of batches) await writer.write(batch)
  await writer.end()
  return Buffer.concat(pieces)
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined ? null : Buffer.from(text).toString()
}

/** RFC 4180, with lines that end with LF. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length;) {
    const match = /"((?:[^"]|"")*)"|([^",\n]*)/y
    match.lastIndex = at
    const [whole = '', quoted, plain] = match.exec(text) ?? []
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    at += whole.length
    const end = text[at++]
    if (end === ',') continue
    expect(end).toBe('\n')
    rows.push(row)
    row = []
  }
  return rows
}

/** The reader that the writer itself depends on. */
async function readParquet(bytes: Buffer): Promise<readonly Record<string, unknown>[]> {
  const near = createRequire(createRequire(import.meta.url).resolve('hyparquet-writer'))
  const reader: HyparquetReader = await import(pathToFileURL(near.resolve('hyparquet')).href)
  return reader.parquetReadObjects({ file: new Uint8Array(bytes).buffer })
}

interface HyparquetReader {
  parquetReadObjects(options: {
    readonly file: ArrayBuffer
  }): Promise<readonly Record<string, unknown>[]>
}
