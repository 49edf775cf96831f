import { missingInputs } from '@bucket-inventory/client'
import type { MigrationInputs } from '@bucket-inventory/client'
import { neutralConfigurationArbitrary } from '@bucket-inventory/conformance'
import type { Destination } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { everything, startMigrationWorld } from './client-migration-world.ts'
import type { MigrationWorld } from './client-migration-world.ts'

let world: MigrationWorld
beforeAll(async () => {
  world = await startMigrationWorld()
})
afterAll(async () => world.close())

/** Whose they are shows in each part. */
const ofSource: Readonly<Record<'s3' | 'oss', Destination>> = {
  s3: {
    bucket: 'source-reports',
    accountId: '999988887777',
    format: 'csv',
    encryption: { type: 'kms', keyId: 'arn:aws:kms:us-east-1:999988887777:key/source-key' },
  },
  oss: {
    bucket: 'source-reports',
    accountId: '9999888877776666',
    roleArn: 'acs:ram::9999888877776666:role/source-role',
    format: 'csv',
    encryption: { type: 'kms', keyId: 'source-key' },
  },
}
const ofTarget = {
  s3: {
    'destination.bucket': 'reports',
    'destination.accountId': '111122223333',
    'destination.encryption.keyId': 'arn:aws:kms:us-east-1:111122223333:key/1',
  },
  oss: {
    'destination.bucket': 'reports',
    'destination.accountId': '1111222233334444',
    'destination.roleArn': 'acs:ram::1111222233334444:role/R',
    'destination.encryption.keyId': 'key-1',
  },
} as const

it.each([
  ['s3', 'oss'],
  ['oss', 's3'],
] as const)('carries nothing of an identity from %s to %s', async (cloud, other) => {
  const { client, newBucket } = world
  const configurations = neutralConfigurationArbitrary(ofSource[cloud])
    // Another bucket is of nobody; words that the emulator does not know cannot be copied.
    .filter(
      (configuration) =>
        configuration.destination.bucket === ofSource[cloud].bucket &&
        !JSON.stringify(configuration).includes(':Conformance'),
    )
    .map(({ native: _native, ...configuration }) => configuration)
  let copied = 0
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(configurations, { minLength: 1, maxLength: 5, selector: ({ id }) => id }),
      async (wanted) => {
        const from = await newBucket(cloud)
        for (const configuration of wanted) {
          const { complete } = client.bucket(from).translate(configuration)
          if (complete) await client.put(from, configuration, { loss: everything })
        }
        const to = await newBucket(other)
        const asked = await client.planMigration(from, to, { loss: everything })
        expect(asked.steps.filter(({ action }) => action !== 'blocked')).toStrictEqual([])
        const ids = missingInputs(asked).flatMap(({ inventory, values }) =>
          values.flatMap(({ path, example }) =>
            path === 'id' ? [[inventory, { id: example }] as const] : [],
          ),
        )
        const inputs: MigrationInputs = {
          defaults: ofTarget[other],
          inventories: Object.fromEntries(ids),
        }
        const { steps } = await client.planMigration(from, to, { loss: everything, inputs })
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length)
        for (const step of steps) {
          // Such as a prefix that is too long for the other.
          if (step.action === 'blocked') continue
          if (step.action !== 'create') throw new Error(`a step is ${step.action}`)
          const { provider } = client.bucket(to)
          const translation = client.bucket(to).translate(step.desired)
          if (!translation.complete) throw new Error('it needs more')
          const document = provider.document(translation.native)
          expect(document).not.toMatch(/source-|99998888/)
          copied += 1
        }
      },
    ),
    { numRuns: Math.max(5, Math.floor(propertyRuns / 8)) },
  )
  expect(copied).toBeGreaterThan(0)
})
