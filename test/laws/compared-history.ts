import * as fc from 'fast-check'

import { keyArbitrary } from './object-change-arbitrary.ts'

/** Of two contents of one size, those of the same byte are equal. */
export interface Content {
  readonly size: number
  readonly byte: string
}

/** How an object is written. */
export interface Write {
  readonly type: 'put' | 'upload'
  readonly content: Content
  /** On S3 with a key of KMS. */
  readonly isEncrypted: boolean
}

export type Step = Write | { readonly type: 'delete' }

/** What a mover did to an object: copied it, lost its end, or changed a byte of it. */
export interface Copy extends Pick<Write, 'type' | 'isEncrypted'> {
  readonly when: 'early' | 'late'
  readonly damage: 'none' | 'cut' | 'changed'
}

/** What happened to one key of the source, and to its copy. */
export interface KeyHistory {
  readonly key: string
  /** Long before the scans. */
  readonly first: readonly Step[]
  /** Hours before the scan of the source; after that of the copy where that one is first. */
  readonly between: readonly Step[]
  /** Minutes before the scan of the source. */
  readonly last: readonly Step[]
  readonly copies: readonly Copy[]
  /** To the copy, by somebody else: before its scan, hours or minutes. */
  readonly afterCopy: readonly (Step & { readonly when: 'early' | 'late' })[]
}

export interface History {
  /** Which side is scanned first. */
  readonly order: 'left-first' | 'right-first'
  readonly keys: readonly KeyHistory[]
}

/** Histories of few objects, of which some are copied well, some badly and some not at all. */
export const historyArbitrary: fc.Arbitrary<History> = fc.record({
  order: fc.constantFrom('left-first', 'right-first'),
  keys: fc
    .uniqueArray(keyArbitrary('oss').filter(isOfBoth), { minLength: 1, maxLength: 7 })
    .chain((keys) => fc.tuple(...keys.map((key) => keyHistoryArbitrary(key)))),
})

const contentArbitrary = fc.record({
  size: fc.oneof(fc.constantFrom(0, 1, 7), fc.nat(2000)),
  byte: fc.constantFrom('a', 'b', 'c'),
})

const howArbitrary = {
  type: fc.oneof(
    { weight: 4, arbitrary: fc.constant('put' as const) },
    { weight: 1, arbitrary: fc.constant('upload' as const) },
  ),
  isEncrypted: fc.oneof(
    { weight: 4, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
}

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ ...howArbitrary, content: contentArbitrary }) },
  { weight: 1, arbitrary: fc.constant({ type: 'delete' as const }) },
)

const when = fc.constantFrom('early' as const, 'late' as const)

function keyHistoryArbitrary(key: string): fc.Arbitrary<KeyHistory> {
  const copy = fc.record({
    ...howArbitrary,
    when,
    damage: fc.oneof(
      { weight: 4, arbitrary: fc.constant('none' as const) },
      { weight: 2, arbitrary: fc.constantFrom('cut' as const, 'changed' as const) },
    ),
  })
  return fc.record({
    key: fc.constant(key),
    first: several(stepArbitrary, 2, 5),
    between: several(stepArbitrary, 1, 1),
    last: several(stepArbitrary, 1, 1),
    copies: several(copy, 1, 5),
    afterCopy: several(
      fc.tuple(stepArbitrary, when).map(([step, at]) => ({ ...step, when: at })),
      1,
      1,
    ),
  })
}

/** Up to so many; `chance` in 6 that there is one at all. */
function several<T>(
  one: fc.Arbitrary<T>,
  most: number,
  chance: number,
): fc.Arbitrary<readonly T[]> {
  return fc.oneof(
    { weight: chance, arbitrary: fc.array(one, { minLength: 1, maxLength: most }) },
    { weight: 6 - chance, arbitrary: fc.constant([]) },
  )
}

/** Whether both services take it below a prefix, and tell of it in XML. */
function isOfBoth(key: string): boolean {
  return Buffer.byteLength(key) < 1000 && !beyondXml.test(key)
}

// oxlint-disable-next-line no-control-regex -- these are what XML cannot hold
const beyondXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/
