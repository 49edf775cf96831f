import { InventoryError } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { fixtureBytes, fixtureNames } from './fixtures.test.support.ts'
import { openParquet } from './open-parquet.ts'
import { rangesOf } from './read-parquet.test.support.ts'

/** Few while one works, many in the gate. */
const runs = Number(process.env['PROPERTY_RUNS'] ?? 30)

const originals = await Promise.all((await fixtureNames()).map((name) => fixtureBytes(name)))

/** A byte changed, a bit flipped, or some bytes copied to where they do not belong. */
const damage = fc.record({
  kind: fc.constantFrom('set', 'flip', 'copy'),
  at: fc.nat(),
  /** The footer of a file is the most delicate part of it. */
  inFooter: fc.boolean(),
  value: fc.oneof(fc.constantFrom(0, 0x7f, 0x80, 0xff), fc.nat(255)),
  from: fc.nat(),
  length: fc.integer({ min: 1, max: 20 }),
})

test('a damaged file is an error that names it, or has the right number of rows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.array(damage, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (choice, damages, asTexts) => {
        const bytes = Uint8Array.from(originals[choice % originals.length] ?? [])
        const footer = footerLength(bytes)
        for (const { kind, at, inFooter, value, from, length } of damages) {
          const place = inFooter ? bytes.length - 1 - (at % footer) : at % bytes.length
          if (kind === 'set') bytes[place] = value
          else if (kind === 'flip') bytes[place] = (bytes[place] ?? 0) ^ (1 << (value % 8))
          else bytes.copyWithin(place, from % bytes.length, (from % bytes.length) + length)
        }
        await readOrRefuse(bytes, asTexts)
      },
    ),
    { numRuns: runs * 5 },
  )
})

test('a file that is cut short, at either end, is an error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), fc.boolean(), async (choice, cut, atEnd) => {
      const bytes = originals[choice % originals.length] ?? new Uint8Array(0)
      const at = 1 + (cut % (bytes.length - 1))
      await readOrRefuse(atEnd ? bytes.subarray(0, -at) : bytes.subarray(at), false)
    }),
    { numRuns: runs },
  )
})

test('bytes that are no file are an error', async () => {
  const anything = fc.uint8Array({ maxLength: 300 })
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      await readOrRefuse(bytes, false)
      // The same as a footer.
      const end = Buffer.from('\0\0\0\0PAR1', 'latin1')
      end.writeUInt32LE(bytes.length)
      await readOrRefuse(Buffer.concat([Buffer.from('PAR1'), bytes, end]), false)
    }),
    { numRuns: runs },
  )
})

function footerLength(bytes: Uint8Array): number {
  return Buffer.from(bytes).readUInt32LE(bytes.length - 8) + 8
}

async function readOrRefuse(bytes: Uint8Array, allAsTexts: boolean): Promise<void> {
  let columns: readonly string[] = []
  try {
    const opened = await openParquet(rangesOf(bytes), { file: 'a.parquet' })
    columns = opened.columns
  } catch (error) {
    checkError(error)
    return
  }
  // One by one, so that one that is refused does not hide the others.
  for (const column of columns) {
    try {
      const opened = await openParquet(rangesOf(bytes), { file: 'a.parquet' })
      let rows = 0
      const asTexts = new Set(allAsTexts ? columns : [])
      for await (const batch of opened.read({ columns: [column], asTexts })) {
        expect(batch.firstRow).toBe(rows)
        rows += batch.length
        const [read] = batch.columns
        if (read?.kind === 'text') expect(read.ends).toHaveLength(batch.length)
        else if (read?.kind === 'number') expect(read.values).toHaveLength(batch.length)
        else {
          expect(read?.codes).toHaveLength(batch.length)
          const values = read?.dictionary.values.length ?? 0
          expect(read?.codes.every((code) => code < values)).toBe(true)
        }
      }
      expect(rows).toBe(opened.rows)
    } catch (error) {
      checkError(error)
    }
  }
}

function checkError(error: unknown): void {
  if (!(error instanceof InventoryError)) throw error
  expect(['corrupt-report', 'unsupported']).toContain(error.code)
  expect(error.message).toContain('"a.parquet"')
  expect(error.position?.file).toBe('a.parquet')
}
