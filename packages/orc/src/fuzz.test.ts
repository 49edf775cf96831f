import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { bytesSource } from './bytes-source.ts'
import { fixtureBytes, fixtureNames } from './fixtures.test.support.ts'
import { openOrc } from './open-orc.ts'
import { OrcError } from './orc-error.ts'

/** Few while one works, many in the gate. */
const runs = Number(process.env['PROPERTY_RUNS'] ?? 30)

const originals = await Promise.all((await fixtureNames()).map((name) => fixtureBytes(name)))

/** A byte changed, a bit flipped, or some bytes copied to where they do not belong. */
const damage = fc.record({
  kind: fc.constantFrom('set', 'flip', 'copy'),
  at: fc.nat(),
  /** The tail of a file is a small part of it, and the most delicate. */
  inTail: fc.boolean(),
  value: fc.oneof(fc.constantFrom(0, 0x7f, 0x80, 0xff), fc.nat(255)),
  from: fc.nat(),
  length: fc.integer({ min: 1, max: 20 }),
})

test('a damaged file is an OrcError or has the right number of rows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.array(damage, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (choice, damages, skip) => {
        const bytes = Uint8Array.from(originals[choice % originals.length] ?? [])
        for (const { kind, at, inTail, value, from, length } of damages) {
          const tail = Math.min(bytes.length, 400)
          const place = inTail ? bytes.length - 1 - (at % tail) : at % bytes.length
          if (kind === 'set') bytes[place] = value
          else if (kind === 'flip') bytes[place] = (bytes[place] ?? 0) ^ (1 << (value % 8))
          else bytes.copyWithin(place, from % bytes.length, (from % bytes.length) + length)
        }
        await readOrRefuse(bytes, skip)
      },
    ),
    { numRuns: runs * 6 },
  )
})

test('a file that is cut short, at either end, is an OrcError', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), fc.boolean(), async (choice, cut, atEnd) => {
      const bytes = originals[choice % originals.length] ?? new Uint8Array(0)
      const at = 1 + (cut % (bytes.length - 1))
      await readOrRefuse(atEnd ? bytes.subarray(0, -at) : bytes.subarray(at), false)
    }),
    { numRuns: runs },
  )
})

test('bytes that are no file are an OrcError', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) => readOrRefuse(bytes, false)),
    { numRuns: runs },
  )
})

async function readOrRefuse(bytes: Uint8Array, skip: boolean): Promise<void> {
  try {
    const file = await openOrc(bytesSource(bytes))
    const columns = file.schema.flatMap(({ name, supported }) => (supported ? [name] : []))
    if (columns.length === 0) return
    let rows = 0
    const odd = skip ? { rowGroups: ({ index }: { index: number }) => index % 2 === 1 } : {}
    for await (const batch of file.read({ columns, ...odd })) {
      rows += batch.length
      expect(batch.rows().length).toBe(batch.length)
    }
    if (!skip) expect(rows).toBe(file.rowCount)
  } catch (error) {
    if (!(error instanceof OrcError)) throw error
  }
}
