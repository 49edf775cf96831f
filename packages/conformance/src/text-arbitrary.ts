import * as fc from 'fast-check'

import { awkwardTexts } from './awkward-texts.ts'

/** Text that every document can carry, as awkward as it comes: markup, quotes, spaces at the ends, line ends, any script. */
export const textArbitrary: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Object.values(awkwardTexts)),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join(''))

/** Text with a character that XML cannot hold. */
export const unwritableTextArbitrary: fc.Arbitrary<string> = fc
  .tuple(
    fc.string({ maxLength: 3 }),
    fc.constantFrom('\u0000', '\u0001', '\u001B', '\uFFFE', '\uD800', '\uDC00'),
  )
  .map(([before, character]) => `${before}${character}/`)

/** An id that is legal everywhere. */
export const idArbitrary: fc.Arbitrary<string> = fc.stringMatching(/^[a-z0-9]{1,24}$/)
