import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { bytesSource } from './bytes-source.ts'
import { openFileSource } from './file-source.ts'
import { expectedRows, fixtureBytes, openFixture, readRows } from './fixtures.test.support.ts'
import { openOrc } from './open-orc.ts'
import { OrcError } from './orc-error.ts'
import type { OrcReadOptions } from './orc-file.ts'
import { blob, integers, orcOf, text } from './orc-of.test.support.ts'
import type { OrcSource } from './orc-source.ts'

test('tells columns, rows, stripes and compression without reading a row', async () => {
  const file = await openFixture('inventory.java-1-2')
  expect(file.rowCount).toBe(200)
  expect(file.compression).toBe('zlib')
  expect(file.schema.map(({ id, name, type }) => `${id} ${name} ${type}`)).toEqual([
    '1 bucket string',
    '2 key string',
    '3 version_id string',
    '4 is_latest boolean',
    '5 is_delete_marker boolean',
    '6 size long',
    '7 last_modified_date timestamp',
    '8 e_tag string',
    '9 storage_class string',
    '10 is_multipart_uploaded boolean',
    '11 object_lock_retain_until_date timestamp',
  ])
  expect(file.stripes.map(({ index, firstRow, rowCount }) => [index, firstRow, rowCount])).toEqual([
    [0, 0, 200],
  ])
})

test('tells the longest text of varchar and char, and which types it does not read', async () => {
  const texts = await openFixture('texts.java-1-2')
  expect(texts.schema.slice(0, 3).map(({ maximumLength }) => maximumLength)).toEqual([
    8,
    4,
    undefined,
  ])
  const nested = await openFixture('nested')
  expect(nested.schema.filter(({ supported }) => !supported).map(({ type }) => type)).toEqual([
    'list',
    'struct',
    'map',
    'decimal',
  ])
})

test('gives columns once, in the order they are asked for, and none that is not', async () => {
  const file = await openFixture('types.zlib')
  const all = await expectedRows('types.zlib')
  const rows = await readRows(file, { columns: ['word', 'long', 'word', 'day'] })
  const names = file.schema.map(({ name }) => name)
  const expected = all.map((row) => ['word', 'long', 'day'].map((name) => row[names.indexOf(name)]))
  expect(rows).toEqual(expected)
  for await (const batch of file.read({ columns: ['word'] })) {
    expect(() => batch.column('long')).toThrow('column "long": the column was not asked for')
  }
})

test('reads no bytes of columns that are not asked for', async () => {
  const { source, reads } = recorded(await fixtureBytes('types.uncompressed'))
  const file = await openOrc(source)
  const opened = reads.length
  await readRows(file, { columns: ['tiny'] })
  const bytes = reads.slice(opened).reduce((sum, [start, end]) => sum + end - start, 0)
  // The footer of the stripe, and 150 bytes or so.
  expect(bytes).toBeLessThan(1000)
})

test('opens by one read of the end, and by another if the tail is longer', async () => {
  const small = recorded(await fixtureBytes('stripes'))
  await openOrc(small.source)
  expect(small.reads).toEqual([[0, small.source.size]])
  const long = recorded(
    orcOf({
      names: ['n'],
      types: [4],
      rows: 1,
      streams: [{ column: 1, kind: 1, bytes: integers([1], true) }],
      more: blob(5, [...text(1, 'note'), ...text(2, 'x'.repeat(100_000))]),
    }),
  )
  const { size } = long.source
  const file = await openOrc(long.source)
  expect(file.metadata.get('note')?.length).toBe(100_000)
  expect(long.reads.length).toBe(2)
  expect(long.reads[0]).toEqual([size - 65_536, size])
})

test('reads only the stripes that are chosen by their statistics', async () => {
  const file = await openFixture('stripes')
  expect(file.stripes.length).toBe(4)
  const rows = await readRows(file, {
    columns: ['key'],
    stripes: ({ statistics }) => (statistics.get('key')?.strings?.minimum ?? '') > '000500',
  })
  expect(rows[0]).toEqual(['000750'])
  expect(rows.length).toBe(250)
})

test('tells the bounds and the nulls of every stripe', async () => {
  const file = await openFixture('stripes')
  const second = file.stripes[1]?.statistics
  expect(second?.get('key')?.strings).toMatchObject({
    minimum: '000250',
    maximum: '000499',
    exact: true,
  })
  expect(second?.get('size')).toMatchObject({
    values: 245,
    hasNull: true,
    integers: { minimum: 251n * 7n, maximum: 499n * 7n },
  })
  expect(second?.get('key')?.hasNull).toBe(false)
  expect(second?.get('day')?.dates).toEqual({ minimum: 11_207, maximum: 11_456 })
  const start = Date.UTC(2000, 2, 4, 5, 6, 7)
  expect(second?.get('time')?.timestamps).toEqual({
    minimum: start + 250_000,
    maximum: start + 499_000,
    zone: 'utc',
  })
  expect(second?.get('ratio')?.doubles).toEqual({ minimum: 62.5, maximum: 124.75 })
  expect(second?.get('even')?.trueValues).toBe(125)
  expect(file.statistics.get('size')?.values).toBe(980)
})

test('tells the times of old writers as of their own zone', async () => {
  const file = await openFixture('inventory.java-1-2')
  const bounds = file.stripes[0]?.statistics.get('last_modified_date')?.timestamps
  expect(bounds).toEqual({
    minimum: 1_700_000_000_000,
    maximum: 1_700_000_000_000 + 199 * 61_001,
    zone: 'writer',
  })
})

test('names what it does not support', async () => {
  const messages = await Promise.all(
    [
      openFixture('lz4'),
      openFixture('los-angeles').then((file) => readRows(file)),
      openFixture('nested').then((file) => readRows(file)),
      ...['list', 'struct', 'map', 'decimal'].map(async (column) =>
        readRows(await openFixture('nested'), { columns: [column] }),
      ),
    ].map((attempt) =>
      attempt.then(
        () => 'read',
        (error: unknown) =>
          error instanceof OrcError ? `${error.code} ${error.message}` : 'other',
      ),
    ),
  )
  expect(messages).toEqual([
    'unsupported byte 873: compression lz4 is not supported',
    'unsupported column "last_modified_date", byte 3: timestamps that were written in the time zone America/Los_Angeles are not supported, only UTC',
    'unsupported column "list": columns of type list are not supported; name the columns that you want',
    'unsupported column "list": columns of type list are not supported',
    'unsupported column "struct": columns of type struct are not supported',
    'unsupported column "map": columns of type map are not supported',
    'unsupported column "decimal": columns of type decimal are not supported',
  ])
})

test('reads what is no timestamp from a file of another time zone', async () => {
  const file = await openFixture('los-angeles')
  expect((await readRows(file, { columns: ['key', 'size'] })).length).toBe(10)
})

test('refuses options that make no sense', async () => {
  const file = await openFixture('types.zlib')
  const attempts: readonly [OrcReadOptions, string][] = [
    [{ columns: ['nope'] }, 'column "nope": there is no such column'],
    [{ columns: [] }, 'no column is asked for'],
    [{ batchRows: 0 }, 'batchRows is 0, not a whole number from 1 to 1048576'],
    [{ batchRows: 1.5 }, 'batchRows is 1.5'],
    [{ bigints: ['text'] }, 'column "text" is a string, which is never given as bigints'],
    [{ bigints: ['nope'] }, 'there is no such column'],
  ]
  for (const [options, message] of attempts) expect(() => file.read(options)).toThrow(message)
})

test('refuses what is no ORC file', async () => {
  const bytes = await fixtureBytes('one-row')
  const attempts: readonly [Uint8Array, string][] = [
    [new Uint8Array(0), 'a file of 0 bytes is no ORC file'],
    [Buffer.from('ORC'), 'a file of 3 bytes is no ORC file'],
    [Buffer.from('PK\u0003\u0004 something else'), 'the postscript begins before the file'],
    [bytes.subarray(0, -1), 'byte '],
    [bytes.subarray(0, bytes.length >> 1), 'byte '],
    [bytes.subarray(60), 'byte '],
    [Uint8Array.from(bytes, (byte, at) => (at === bytes.length - 2 ? 0x58 : byte)), 'no ORC file'],
  ]
  for (const [content, message] of attempts) {
    const opening = openOrc(bytesSource(content))
    await expect(opening).rejects.toThrow(OrcError)
    await expect(opening).rejects.toThrow(message)
  }
})

test('refuses a source that gives other than what was asked for', async () => {
  const bytes = await fixtureBytes('one-row')
  const source = { size: bytes.length, read: () => bytes.subarray(1) }
  await expect(openOrc(source)).rejects.toThrow(
    `byte 0: the source gave ${bytes.length - 1} bytes where ${bytes.length} were asked for`,
  )
})

test('passes on what a source rejects with', async () => {
  const bytes = await fixtureBytes('stripes')
  const failure = new Error('connection reset')
  let broken = false
  const file = await openOrc({
    size: bytes.length,
    read: (start, end) => {
      if (broken) throw failure
      return bytes.subarray(start, end)
    },
  })
  broken = true
  await expect(readRows(file)).rejects.toBe(failure)
})

test('stops with the reason of the signal, and hands the signal to the source', async () => {
  const bytes = await fixtureBytes('stripes')
  const controller = new AbortController()
  const seen = new Set<unknown>()
  const file = await openOrc({
    size: bytes.length,
    read: (start, end, options) => {
      seen.add(options?.signal)
      return bytes.subarray(start, end)
    },
  })
  const reason = new Error('enough')
  let rows = 0
  const reading = (async () => {
    for await (const batch of file.read({ batchRows: 10, signal: controller.signal })) {
      rows += batch.length
      controller.abort(reason)
    }
  })()
  await expect(reading).rejects.toBe(reason)
  expect(rows).toBe(10)
  expect(seen).toEqual(new Set([undefined, controller.signal]))
  await expect(openOrc(bytesSource(bytes), { signal: controller.signal })).rejects.toBe(reason)
})

test('reads a file from disk, and says so if it became shorter', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orc-'))
  const path = join(folder, 'file.orc')
  await writeFile(path, await fixtureBytes('stripes'))
  const source = await openFileSource(path)
  try {
    const file = await openOrc(source)
    expect((await readRows(file)).length).toBe(1000)
    await truncate(path, 100)
    await expect(readRows(file)).rejects.toThrow('the source gave')
  } finally {
    await source.close()
    await rm(folder, { recursive: true })
  }
})

function recorded(bytes: Uint8Array): { source: OrcSource; reads: (readonly [number, number])[] } {
  const reads: (readonly [number, number])[] = []
  const source = {
    size: bytes.length,
    read(start: number, end: number) {
      reads.push([start, end])
      return bytes.subarray(start, end)
    },
  }
  return { source, reads }
}
