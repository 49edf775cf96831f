import { formatInstant, supportOfPath } from '@bucket-inventory/core'
import type {
  BucketCapabilities,
  ConfigurationPath,
  Destination,
  InventoryConfiguration,
} from '@bucket-inventory/core'
import * as fc from 'fast-check'

import { configurationArbitrary } from './configuration-arbitrary.ts'
import { declaredSupport, valuesDeclared } from './declared-support.ts'
import { keyOf } from './example-configuration.ts'
import { isBeyondLimit } from './is-beyond-limit.ts'
import { idArbitrary, textArbitrary } from './text-arbitrary.ts'

/** Configurations of which the tables declare every path and every value native, within their limits. */
export function carriedConfigurationArbitrary(
  tables: BucketCapabilities,
  destination: Destination,
): fc.Arbitrary<InventoryConfiguration> {
  const keyId = keyOf(destination)
  const given: Readonly<Partial<Record<ConfigurationPath, string | undefined>>> = {
    'destination.bucket': destination.bucket,
    'destination.accountId': destination.accountId,
    'destination.roleArn': destination.roleArn,
    'destination.encryption.keyId': keyId,
  }
  const limits = (path: ConfigurationPath) => supportOfPath(tables, path)
  return configurationArbitrary(
    {
      allows: (path) =>
        declaredSupport(tables, path) === 'native' &&
        (path !== 'destination.encryption.keyId' || keyId !== undefined),
      words: (path) =>
        valuesDeclared(tables, path, 'native').filter(
          (word) => word !== 'kms' || keyId !== undefined,
        ),
      rareWords: () => [],
      text: (path) => {
        const identity = given[path]
        if (identity !== undefined) return fc.constant(identity)
        const texts = path === 'id' ? idArbitrary : textArbitrary
        return texts.filter((text) => !isBeyondLimit(limits(path), text))
      },
      number: (path, least, most) =>
        fc.integer({
          min: Math.max(least, limits(path).minimum ?? least),
          max: Math.min(most, limits(path).maximum ?? most),
        }),
      // In the past: whether a service takes a time to come is its own affair.
      instant: fc
        .integer({ min: Date.UTC(2010, 1) / 1000, max: Date.UTC(2026, 0) / 1000 })
        .map((seconds) => formatInstant(seconds * 1000)),
      native: fc.constant(undefined),
    },
    destination,
  )
}
