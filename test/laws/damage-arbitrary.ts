import * as fc from 'fast-check'

/** Something that happens to bytes; a place is a share of their length. */
export type Damage =
  | { readonly type: 'set' | 'flip' | 'insert'; readonly place: number; readonly value: number }
  | { readonly type: 'remove' | 'repeat'; readonly place: number; readonly length: number }
  | { readonly type: 'cut'; readonly place: number }

// Both ends hold what tells how to read the rest.
const place = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  fc.double({ min: 0, max: 0.02, noNaN: true }),
  fc.double({ min: 0.95, max: 1, noNaN: true, maxExcluded: true }),
)
const value = fc.oneof(fc.constantFrom(0, 0x22, 0x2c, 0x0a, 0x7f, 0x80, 0xff), fc.nat(255))
const length = fc.integer({ min: 1, max: 40 })

export const damagesArbitrary: fc.Arbitrary<Damage[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constantFrom('set', 'flip', 'insert'), place, value }),
    fc.record({ type: fc.constantFrom('remove', 'repeat'), place, length }),
    fc.record({ type: fc.constant('cut' as const), place }),
  ),
  { minLength: 1, maxLength: 3 },
)

/** The bytes after all of it; those that were given stay. */
export function damaged(bytes: Uint8Array, damages: readonly Damage[]): Uint8Array {
  return damages.reduce<Uint8Array>(damageOnce, bytes)
}

function damageOnce(bytes: Uint8Array, damage: Damage): Uint8Array {
  const at = Math.floor(damage.place * bytes.length)
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
  switch (damage.type) {
    case 'set':
      return Buffer.concat(
        [before, [damage.value], after.subarray(1)].map((part) => Buffer.from(part)),
      )
    case 'flip':
      return Buffer.concat(
        [before, [(after[0] ?? 0) ^ (1 << (damage.value % 8))], after.subarray(1)].map((part) =>
          Buffer.from(part),
        ),
      )
    case 'insert':
      return Buffer.concat([before, Buffer.of(damage.value), after])
    case 'remove':
      return Buffer.concat([before, after.subarray(damage.length)])
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, damage.length), after])
    case 'cut':
      return before
  }
}
