import type { Destination } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { policyArbitrary } from './policy-arbitrary.ts'
import { notWell, PolicyWorld, verdictOf } from './policy-world.ts'
import { makeWorld, worldArbitrary } from './world-arbitrary.ts'

let world: PolicyWorld

beforeAll(async () => {
  world = await PolicyWorld.start()
})

afterAll(() => world.close())

const destinationArbitrary: fc.Arbitrary<Partial<Destination>> = fc.record(
  {
    prefix: fc.constantFrom('inventories', 'a/b', '*', '000000000000', 'x/'),
    encryption: fc.constant({ type: 'provider-managed' }),
    format: fc.constantFrom('csv', 'orc', 'parquet'),
  },
  { requiredKeys: [] },
)

/** Each is some requests: the thousand of the gate would take a minute. */
const numRuns = Math.max(25, Math.ceil(propertyRuns / 12))

test('what is denied or not allowed by a policy is not delivered, and all else is', async () => {
  const seen = { delivered: 0, refused: 0, unknown: 0 }
  await fc.assert(
    fc.asyncProperty(policyArbitrary, destinationArbitrary, async (policyOf, destination) => {
      const places = await world.places()
      const { prefix = '' } = destination
      const policy = policyOf({ ...places, target: 'bucket', prefix })
      const refused = await world.setPolicy(places.reports, policy)
      expect(refused, policy).toBeUndefined()
      const configuration = await world.configure(places, destination)
      const checks = await world.check(places.source, configuration)
      const verdict = verdictOf(checks)
      seen[verdict] += 1
      const delivery = await world.deliver(places.source)
      const told = [policy, JSON.stringify(delivery), ...notWell(checks)].join('\n')
      if (verdict !== 'unknown') expect(delivery.delivered, told).toBe(verdict === 'delivered')
    }),
    { numRuns },
  )
  expect(seen.unknown).toBeLessThanOrEqual(numRuns / 4)
  expect(seen.delivered).toBeGreaterThan(0)
  expect(seen.refused).toBeGreaterThan(0)
})

test('what a check fails for regions, owners, encryption and keys is not delivered, and all else is', async () => {
  const seen = { delivered: 0, refused: 0, unknown: 0 }
  await fc.assert(
    fc.asyncProperty(worldArbitrary, async (generated) => {
      const places = await world.places(generated.region)
      const destination = await makeWorld(world, places, generated)
      const configuration = await world.configure(places, destination)
      const checks = await world.check(places.source, configuration)
      // The one failure of what is delivered: nobody can read it.
      const unreadable = checks.some(
        ({ name, state }) => name === 'destination-encryption' && state === 'failure',
      )
      const verdict = verdictOf(checks.filter(({ name }) => name !== 'destination-encryption'))
      seen[verdict] += 1
      const delivery = await world.deliver(places.source)
      const told = [JSON.stringify(configuration), JSON.stringify(delivery), ...notWell(checks)]
      if (verdict !== 'unknown') {
        expect(delivery.delivered, told.join('\n')).toBe(verdict === 'delivered')
      }
      const byDefault = generated.encryption === 'none' && generated.byItself !== 'AES256'
      if (unreadable) expect(byDefault).toBe(true)
    }),
    { numRuns },
  )
  expect(seen.unknown).toBeLessThanOrEqual(numRuns / 4)
  expect(seen.delivered).toBeGreaterThan(0)
  expect(seen.refused).toBeGreaterThan(0)
})
