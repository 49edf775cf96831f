import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import type { CsvScanner } from './csv-scanner.ts'
import { randomFrom } from './random-numbers.test.support.ts'
import type { Random } from './random-numbers.test.support.ts'
import { blockFields, places } from './scanner-memory.ts'
import { scannerSource } from './scanner-module.ts'
import { ScriptScanner } from './script-scanner.ts'
import { wasmScanner } from './wasm-scanner.ts'

const seed = Number(process.env['PROPERTY_SEED'] ?? 20_261_122)
const runs = Number(process.env['PROPERTY_RUNS'] ?? 80) * 25

describe('the scanners', () => {
  it(`agree on any bytes (seed ${seed})`, () => {
    const script = new ScriptScanner()
    const wasm = wasmScanner()
    if (wasm === undefined) throw new Error('there is no WebAssembly here')
    const random = randomFrom(seed)
    let plain = 0
    for (let run = 0; run < runs; run++) {
      const columns = 1 + random(5)
      const text = anyText(random, columns)
      const limit = columns * (1 + random(random(3) === 0 ? 4 : 200))
      const seen = [script, wasm].map((scanner) => scanAll(scanner, text, columns, limit))
      expect(seen[1], `${columns} columns of ${text.toString('latin1')}`).toStrictEqual(seen[0])
      if ((seen[0]?.rows ?? 0) > 0) plain++
    }
    // Else it would be a test of refusals only.
    expect(plain).toBeGreaterThan(runs / 4)
  })

  it('agree when dictionaries are full', () => {
    const rows = 3000
    const long = 'x'.repeat(100)
    for (const word of [(row: number) => `${row}`, (row: number) => `${long}${row}`]) {
      const text = Array.from({ length: rows }, (_, row) => `"${word(row)}",a\n`).join('')
      const found = [new ScriptScanner(), wasmScanner()].map((scanner) => {
        scanner?.memory.bytes.set(Buffer.from(text.slice(0, 250_000)), places.block)
        const scanned = scanner?.scan(places.block, 250_000, 2, blockFields) ?? 0
        return scanner?.codes({ columns: 2, column: 0 }, 0, scanned, 0, 0, 0, places.columns)
      })
      expect(found[0]).toBeLessThan(0)
      expect(found[1]).toBe(found[0])
    }
  })

  it('are made of the source that is here', () => {
    const source = readFileSync(new URL('../../assembly/scanner.ts', import.meta.url))
    expect(createHash('sha256').update(source).digest('hex')).toBe(scannerSource)
  })
})

/** All that a scanner makes of a text. */
function scanAll(scanner: CsvScanner, text: Buffer, columns: number, limit: number) {
  const { memory } = scanner
  memory.bytes.fill(0, places.block, places.block + text.length + 64)
  memory.bytes.set(text, places.block)
  const rows = scanner.scan(places.block, text.length, columns, limit)
  if (rows < 0) return { rows, columns: [] }
  const results = Array.from({ length: columns }, (_, column) => {
    const at = { columns, column }
    const numbers = valuesOf(
      (from) => scanner.numbers(at, from, rows, places.columns),
      scanner,
      rows,
    )
    const instants = valuesOf(
      (from) => scanner.instants(at, from, rows, places.columns),
      scanner,
      rows,
    )
    const texts = [false, true].map((decode) => {
      const wide = places.columns + rows * 4
      const length = scanner.texts(at, rows, decode, places.texts, places.columns, wide)
      return {
        bytes: bytesOf(scanner, places.texts, length),
        ends: bytesOf(scanner, places.columns, rows * 4),
        wide: bytesOf(scanner, wide, rows),
        malformed: memory.counts[0],
      }
    })
    memory.slots.fill(0)
    const words = scanner.codes(at, columns - 1, rows, 0, 0, 0, places.columns)
    const codes = bytesOf(scanner, places.columns, rows * 2)
    // A second group finds its words beside those of the first.
    const more = scanner.codes(at, column, rows, 1, 0, words, places.columns)
    const table = Buffer.from(memory.words.slice(0, Math.max(more, 0) * 4).buffer).toString('hex')
    return {
      numbers,
      instants,
      texts,
      words,
      codes,
      more,
      second: bytesOf(scanner, places.columns, rows * 2),
      table,
    }
  })
  const bounds = Array.from(memory.bounds.subarray(0, rows * columns + 1))
  return { rows, bounds, columns: results }
}

/** The values, and the rows without. */
function valuesOf(scan: (from: number) => number, { memory }: CsvScanner, rows: number) {
  const values = new Float64Array(memory.buffer, places.columns, rows)
  const refused: number[] = []
  for (let row = scan(0); row < rows; row = scan(row + 1)) {
    refused.push(row)
    values[row] = -1
  }
  return { values: [...values], refused }
}

function bytesOf({ memory }: CsvScanner, start: number, length: number): string {
  return Buffer.from(memory.bytes.subarray(start, start + length)).toString('hex')
}

/** Mostly rows, some with a byte that was changed, some noise of the bytes that matter. */
function anyText(random: Random, columns: number): Buffer {
  if (random(8) === 0) return Buffer.from(Array.from({ length: random(200) }, () => noise(random)))
  const rows = Array.from({ length: random(40) }, () =>
    Array.from({ length: columns }, () => {
      const text = anyField(random)
      return random(4) === 0 ? text : `"${text}"`
    }).join(','),
  )
  const text = Buffer.from(`${rows.join('\n')}${random(2) === 0 ? '\n' : ''}`)
  if (text.length > 0 && random(4) === 0) text[random(text.length)] = noise(random)
  return text
}

const samples = [
  '',
  'true',
  '0',
  '9007199254740991',
  '9007199254740992',
  '99999999999999999999999',
  '00000000000000000000012',
  '2024-05-06T22:37:48.000Z',
  '2025-04-14T07-06-00Z',
  '2024-02-30T00:00:00.000Z',
  '2024-02-29T24:00:00.000Z',
  '0000-01-01T00:00:00Z',
  '253402300799',
  '253402300800',
  'dir%2Fbody+a%E6%96%87.xml',
  '%zz%4',
  'x%',
  'wal/000000010000000000000001.lz4',
  'ключ',
]

function anyField(random: Random): string {
  const sample = samples[random(samples.length)] ?? ''
  if (random(3) > 0) return sample
  const letters = Array.from({ length: random(70) }, () => 'abc%+2Fé-:TZ.0'[random(15)] ?? '')
  return random(2) === 0 ? letters.join('') : sample + letters.join('')
}

function noise(random: Random): number {
  return random(3) === 0 ? random(256) : ('",\n\r%+0a'.codePointAt(random(8)) ?? 0)
}
