import * as z from 'zod'

const base = { path: z.string(), message: z.string(), reference: z.exactOptional(z.string()) }
/** Whatever stood there; left out where nothing did. */
const asked = z.exactOptional(z.unknown())

/** One thing that a translation changed, could not carry, cannot vouch for, or needs from a person. */
export const findingSchema = z.discriminatedUnion('verdict', [
  z.strictObject({
    verdict: z.literal('coerced'),
    ...base,
    asked,
    carried: z.exactOptional(z.unknown()),
  }),
  z.strictObject({
    verdict: z.literal('emulated'),
    ...base,
    asked,
    addedFields: z.array(z.string()).readonly(),
  }),
  z.strictObject({ verdict: z.literal('unverified'), ...base, asked }),
  z.strictObject({ verdict: z.literal('dropped'), ...base, asked }),
  z.strictObject({
    verdict: z.literal('lossy'),
    ...base,
    asked,
    consequence: z.enum([
      'lists-more',
      'lists-less',
      'less-protected',
      'other-format',
      'other-schedule',
      'native-lost',
    ]),
  }),
  z.strictObject({
    verdict: z.literal('needs-input'),
    ...base,
    expected: z.string(),
    example: z.string(),
  }),
  z.strictObject({ verdict: z.literal('advisory'), ...base }),
])
