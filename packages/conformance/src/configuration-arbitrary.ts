import type { Destination, InventoryConfiguration, ValuePath } from '@bucket-inventory/core'
import * as fc from 'fast-check'

import { withValues } from './example-configuration.ts'
import type { ExampleValues } from './example-configuration.ts'
import type { Palette } from './palette.ts'

/** Any configuration that can be made with the palette: each path alone and with others, at its bounds and between them. */
export function configurationArbitrary(
  palette: Palette,
  destination: Destination,
): fc.Arbitrary<InventoryConfiguration> {
  const base: InventoryConfiguration = {
    id: 'generated',
    enabled: true,
    schedule: { every: 'day' },
    versions: 'current',
    fields: [],
    destination: { bucket: destination.bucket, format: 'csv' },
  }
  const parts = fc.tuple(
    palette.text('id').map((id): ExampleValues => ({ id })),
    palette.allows('enabled') ? fc.boolean().map((enabled): ExampleValues => ({ enabled })) : none,
    scheduleOf(palette),
    word(palette, 'versions'),
    optional(palette, 'filter.prefix'),
    rangeOf(
      palette,
      'filter.lastModified.from',
      'filter.lastModified.to',
      palette.instant,
      (one, other) => Date.parse(one) - Date.parse(other),
    ),
    rangeOf(
      palette,
      'filter.size.min',
      'filter.size.max',
      palette.number('filter.size.min', 0, 2 ** 53 - 1),
      (one, other) => one - other,
    ),
    sometimes(words(palette, 'filter.storageClasses', 1)),
    words(palette, 'fields', 0),
    optional(palette, 'destination.bucket'),
    optional(palette, 'destination.prefix'),
    identity(palette, 'destination.accountId', destination.accountId),
    identity(palette, 'destination.roleArn', destination.roleArn),
    word(palette, 'destination.format'),
    sometimes(encryptionOf(palette)),
    sometimes(incrementalOf(palette)),
  )
  const neutral = parts.map((values) => values.reduce<InventoryConfiguration>(withValues, base))
  return fc
    .tuple(neutral, palette.native)
    .map(([configuration, native]) =>
      native === undefined ? configuration : Object.assign(configuration, { native }),
    )
}

const none: fc.Arbitrary<ExampleValues> = fc.constant({})

function sometimes(values: fc.Arbitrary<ExampleValues>): fc.Arbitrary<ExampleValues> {
  return fc.oneof(none, values)
}

function optional(
  palette: Palette,
  path: 'filter.prefix' | 'destination.bucket' | 'destination.prefix',
): fc.Arbitrary<ExampleValues> {
  if (!palette.allows(path)) return none
  return sometimes(palette.text(path).map((text) => ({ [path]: text })))
}

/** What must be given is always there. */
function identity(
  palette: Palette,
  path: 'destination.accountId' | 'destination.roleArn',
  given: string | undefined,
): fc.Arbitrary<ExampleValues> {
  if (!palette.allows(path) || given === undefined) return none
  return palette.text(path).map((text) => ({ [path]: text }))
}

function word(palette: Palette, path: ValuePath): fc.Arbitrary<ExampleValues> {
  return mostly(palette.words(path), palette.rareWords(path)).map((word) => ({ [path]: word }))
}

function words(palette: Palette, path: ValuePath, minLength: number): fc.Arbitrary<ExampleValues> {
  const [known, rare] = [palette.words(path), palette.rareWords(path)]
  if (known.length < minLength) return none
  return fc
    .oneof(
      { weight: 3, arbitrary: someOf(known, minLength) },
      { weight: 1, arbitrary: someOf([...known, ...rare], minLength) },
    )
    .map((chosen) => ({ [path]: chosen }))
}

function someOf(words: readonly string[], minLength: number): fc.Arbitrary<string[]> {
  return fc.shuffledSubarray([...words], { minLength, maxLength: Math.min(words.length, 6) })
}

function mostly(usual: readonly string[], rare: readonly string[]): fc.Arbitrary<string> {
  if (rare.length === 0) return fc.constantFrom(...usual)
  return fc.oneof(
    { weight: 15, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...rare) },
  )
}

function rangeOf<Bound>(
  palette: Palette,
  low: 'filter.lastModified.from' | 'filter.size.min',
  high: 'filter.lastModified.to' | 'filter.size.max',
  bound: fc.Arbitrary<Bound>,
  compare: (one: Bound, other: Bound) => number,
): fc.Arbitrary<ExampleValues> {
  if (!palette.allows(low) || !palette.allows(high)) return none
  return fc.tuple(bound, bound, fc.constantFrom(0, 1, 2, 3)).map(([one, other, ends]) => {
    const [least, most] = compare(one, other) <= 0 ? [one, other] : [other, one]
    return { [low]: ends % 2 === 1 ? least : undefined, [high]: ends > 1 ? most : undefined }
  })
}

function scheduleOf(palette: Palette): fc.Arbitrary<ExampleValues> {
  return fc
    .tuple(
      word(palette, 'schedule.every'),
      palette.number('schedule.dayOfMonth', 1, 31),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([values, dayOfMonth, deleteAfterRun, detailed]) => {
      const every = values['schedule.every']
      const has = (wanted: string, path: 'schedule.dayOfMonth' | 'schedule.deleteAfterRun') =>
        detailed && every === wanted && palette.allows(path)
      return {
        'schedule.every': every,
        'schedule.dayOfMonth': has('month', 'schedule.dayOfMonth') ? dayOfMonth : undefined,
        'schedule.deleteAfterRun': has('once', 'schedule.deleteAfterRun')
          ? deleteAfterRun
          : undefined,
      }
    })
}

function encryptionOf(palette: Palette): fc.Arbitrary<ExampleValues> {
  const types = palette.words('destination.encryption.type')
  if (types.length === 0) return none
  const keyId = palette.allows('destination.encryption.keyId')
    ? palette.text('destination.encryption.keyId')
    : fc.constant(undefined)
  return fc.tuple(fc.constantFrom(...types), keyId).map(([type, keyId]) => ({
    'destination.encryption.type': type,
    'destination.encryption.keyId': type === 'kms' ? keyId : undefined,
  }))
}

function incrementalOf(palette: Palette): fc.Arbitrary<ExampleValues> {
  if (!palette.allows('incremental.enabled')) return none
  const seconds = palette.allows('incremental.everySeconds')
    ? fc.option(palette.number('incremental.everySeconds', 1, 86_400), { nil: undefined })
    : fc.constant(undefined)
  return fc
    .tuple(fc.boolean(), seconds, words(palette, 'incremental.fields', 0))
    .map(([enabled, everySeconds, values]) => ({
      'incremental.enabled': enabled,
      'incremental.everySeconds': everySeconds,
      'incremental.fields': values['incremental.fields'] ?? [],
    }))
}
