import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { carriedConfigurationArbitrary } from '@bucket-inventory/conformance'
import { capabilitiesFor, configurationDifferences, planBucket } from '@bucket-inventory/core'
import type {
  Destination,
  InventoryConfiguration,
  InventoryProvider,
  StoredInventory,
} from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'

const onS3: Destination = {
  bucket: 'reports',
  accountId: '012345678901',
  format: 'csv',
  encryption: { type: 'kms', keyId: 'arn:aws:kms:us-east-1:012345678901:key/1' },
}
const onOss: Destination = {
  bucket: 'reports-cn',
  accountId: '1283641033516515',
  roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
  format: 'csv',
  encryption: { type: 'kms', keyId: '9468da86-3509-4f8d-a61e-6eab1eac5b7c' },
}

const providers: readonly (readonly [string, InventoryProvider, Destination])[] = [
  ['S3', createS3Provider({ region: 'us-east-1' }), onS3],
  ['OSS', createOssProvider({ region: 'cn-qingdao' }), onOss],
  ['OSS in a region that is doubted', createOssProvider({ region: 'cn-hangzhou' }), onOss],
  ['memory', createMemoryProvider(), onOss],
]

/** As the provider would give it back. */
function stored(provider: InventoryProvider, configuration: InventoryConfiguration) {
  const scope = provider.scope('photos')
  const translation = provider.translate(configuration, scope)
  if (!translation.complete) throw new Error('it needs more')
  return provider.interpret(translation.native, scope)
}

function planned(
  provider: InventoryProvider,
  desired: InventoryConfiguration,
  actual: StoredInventory,
) {
  const state = { actual: [actual], unreadable: [] }
  const location = `${provider.scheme}://photos`
  return planBucket(provider, provider.scope('photos'), [desired], state, { location })
}

const members = ['enabled', 'schedule', 'versions', 'filter', 'fields', 'incremental'] as const
const parts = ['bucket', 'prefix', 'format', 'encryption'] as const

/** One configuration with some members of another one, none of them perhaps. */
const someOfAnother = (configurations: fc.Arbitrary<InventoryConfiguration>) =>
  fc
    .tuple(configurations, configurations, fc.subarray([...members]), fc.subarray([...parts]))
    .map(([one, { destination, ...other }, taken, ofDestination]) => {
      const chosen = (source: object, names: readonly string[]) =>
        Object.fromEntries(Object.entries(source).filter(([name]) => names.includes(name)))
      const changed: InventoryConfiguration = {
        ...one,
        ...chosen(other, taken),
        destination: { ...one.destination, ...chosen(destination, ofDestination) },
      }
      return [one, changed] as const
    })

describe.each(providers)('a plan on %s', (_, provider, destination) => {
  const { capabilities } = provider
  const tables = capabilitiesFor(capabilities, provider.scope('photos'))
  const configurations = carriedConfigurationArbitrary(tables, destination)

  it('replaces what differs in something that is carried, names exactly that, and nothing else', () => {
    fc.assert(
      fc.property(someOfAnother(configurations), ([desired, changed]) => {
        const differing = configurationDifferences(
          desired,
          changed,
          capabilities.behaviour.fieldOrderSignificant,
        )
        const [step, ...others] = planned(provider, desired, stored(provider, changed))
        expect(others).toStrictEqual([])
        expect(step?.action).toBe(differing.length === 0 ? 'unchanged' : 'replace')
        if (step?.action === 'replace') expect(step.differences).toStrictEqual(differing)
      }),
      { numRuns: propertyRuns },
    )
  })
})
