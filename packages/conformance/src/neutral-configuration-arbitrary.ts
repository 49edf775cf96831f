import {
  formatInstant,
  incrementalFields,
  inventoryFields,
  storageClasses,
} from '@bucket-inventory/core'
import type {
  ConfigurationPath,
  Destination,
  InventoryConfiguration,
  NativeRemainder,
  ValuePath,
} from '@bucket-inventory/core'
import * as fc from 'fast-check'

import { configurationArbitrary } from './configuration-arbitrary.ts'
import { keyOf } from './example-configuration.ts'
import { idArbitrary, textArbitrary, unwritableTextArbitrary } from './text-arbitrary.ts'

const owners = ['memory', 'aws-s3', 'alibaba-oss', 'other-cloud']
const qualified = owners.map((owner) => `${owner}:Conformance`)

const wordsOf: Readonly<Record<ValuePath, readonly string[]>> = {
  'schedule.every': ['day', 'week', 'month', 'once'],
  versions: ['current', 'all'],
  'filter.storageClasses': Object.keys(storageClasses),
  fields: Object.keys(inventoryFields),
  'destination.format': ['csv', 'orc', 'parquet'],
  'destination.encryption.type': ['provider-managed', 'kms'],
  'incremental.fields': Object.keys(incrementalFields),
}

const edges = [0, 1, 2, 599, 600, 601, 1023, 2 ** 31, 2 ** 32, 54_975_581_388_800, 2 ** 53 - 1]

/**
 * Configurations of the whole neutral model, whatever a provider makes of them: every word and qualified words of several
 * providers, awkward and unwritable text, times of any age and precision, identities of other clouds, native remainders.
 * The destination is one that the provider at hand takes; it is what most of them name.
 */
export function neutralConfigurationArbitrary(
  destination: Destination,
): fc.Arbitrary<InventoryConfiguration> {
  const keyId = keyOf(destination)
  const identities: Readonly<Partial<Record<ConfigurationPath, readonly string[]>>> = {
    'destination.bucket': [destination.bucket, 'arn:aws:s3:::reports', 'Not A Bucket'],
    'destination.accountId': [destination.accountId ?? '012345678901', '1283641033516515', '1-2'],
    'destination.roleArn': [
      destination.roleArn ?? 'acs:ram::1283641033516515:role/R',
      'arn:aws:iam::012345678901:role/R',
    ],
    'destination.encryption.keyId': [
      keyId ?? 'key-1',
      'arn:aws:kms:eu-west-1:012345678901:key/1',
      'acs:kms:cn-hangzhou:1283641033516515:key/1',
    ],
  }
  return configurationArbitrary(
    {
      allows: () => true,
      words: (path) => wordsOf[path],
      rareWords: (path) => (path === 'destination.encryption.type' ? [] : qualified),
      text: (path) => {
        const [likely, ...unlikely] = identities[path] ?? []
        if (likely !== undefined) {
          return fc.oneof(
            { weight: 12, arbitrary: fc.constant(likely) },
            { weight: 1, arbitrary: fc.constantFrom(...unlikely) },
          )
        }
        const texts = path === 'id' ? idArbitrary : textArbitrary
        const long = fc.constantFrom(64, 65, 192, 193, 1023, 1024, 1025).map((n) => 'l'.repeat(n))
        return fc.oneof(
          { weight: 20, arbitrary: texts },
          { weight: 2, arbitrary: long },
          { weight: 1, arbitrary: path === 'id' ? textArbitrary : unwritableTextArbitrary },
        )
      },
      number: (_path, least, most) =>
        fc.oneof(
          fc.constantFrom(...edges.filter((edge) => edge >= least && edge <= most)),
          fc.integer({ min: least, max: most }),
        ),
      instant: instantArbitrary,
      native: fc.option(
        fc.dictionary(fc.constantFrom(...owners), fc.constantFrom(...remainders), {
          minKeys: 1,
          noNullPrototype: true,
        }),
        { nil: undefined, freq: 4 },
      ),
    },
    destination,
  )
}

const remainders: readonly NativeRemainder[] = [
  { Conformance: 'kept' },
  { Conformance: { '@mode': 'a<b', Child: ['1', ' 2 '] } },
  { Conformance: [{ Child: '' }, 'two'], Other: { Deep: { Deeper: '007' } } },
]

const instantArbitrary: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2040, 0) }),
      fc.constantFrom(
        0,
        Date.UTC(2009, 11, 31, 15, 59, 59, 999),
        Date.UTC(2009, 11, 31, 16),
        Date.UTC(9999, 11, 31, 15, 59, 59),
        Date.UTC(9999, 11, 31, 23, 59, 59, 999),
      ),
    ),
    fc.constantFrom('Z', '+08:00', 'whole seconds'),
  )
  .map(([time, form]) => {
    if (form === 'whole seconds') return formatInstant(Math.floor(time / 1000) * 1000)
    if (form === 'Z' || time > Date.UTC(9999, 0)) return formatInstant(time)
    return `${new Date(time + 8 * 3_600_000).toISOString().slice(0, -1)}${form}`
  })
