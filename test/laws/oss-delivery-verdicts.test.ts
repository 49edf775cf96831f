import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { acceptTranslation, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { Check, InventoryConfiguration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { ossClient } from '../end-to-end/emulator-oss-inventories.ts'
import { propertyRuns } from '../property-runs.ts'
import { account, ossWorld, other } from './oss-world-arbitrary.ts'
import type { OssWorld } from './oss-world-arbitrary.ts'

/** Enough to meet every kind of world. */
const numRuns = Math.max(60, Math.ceil(propertyRuns / 2))

describe('what the checks of OSS say', () => {
  let emulator: Emulator
  let runs = 0
  const seen = { failure: 0, delivered: 0, unknown: 0 }

  beforeAll(async () => {
    emulator = await startEmulator({
      accounts: [
        { id: account, accessKeyId: 'test', secretAccessKey: 'test' },
        { id: other, accessKeyId: 'other', secretAccessKey: 'other' },
      ],
    })
    for (const name of ['photos', 'reports', 'others'])
      await emulator.createBucket({ cloud: 'oss', name })
    await emulator.createBucket({ cloud: 'oss', name: 'far-away', region: 'cn-beijing' })
    const client = ossClient(emulator.oss)
    client.useBucket('photos')
    await client.put('a-key', Buffer.from('x'))
  })

  afterAll(() => emulator.close())

  it('is what becomes of the delivery, but where it hangs on what nobody knows', async () => {
    const provider = createOssProvider({
      endpoint: emulator.oss,
      stsEndpoint: emulator.oss,
      ramEndpoint: emulator.oss,
      region: 'cn-hangzhou',
      accessKeyId: 'test',
      accessKeySecret: 'test',
    })
    const client = ossClient(emulator.oss)
    await fc.assert(
      fc.asyncProperty(ossWorld, async (generated) => {
        runs += 1
        const name = `Deliverer-${runs}`
        const configuration = configurationOf(`run-${runs}`, name, generated)
        if (generated.role !== undefined) {
          const { trust: trusting, ...rights } = generated.role
          await emulator.createRole({
            name,
            account: generated.roleAccount,
            ...rights,
            ...(trusting === undefined ? {} : { trust: trusting }),
          })
        }
        const translation = provider.translate(configuration, { region: 'cn-hangzhou' })
        await provider.put('photos', acceptTranslation(translation))
        const isOurs = ['reports', 'others', 'photos'].includes(generated.destination)
        if (isOurs && generated.bucketPolicy !== undefined) {
          await client.putBucketPolicy(generated.destination, generated.bucketPolicy)
        }
        if (generated.keyByDefault !== undefined) {
          const { keyByDefault: KMSMasterKeyID } = generated
          await client.putBucketEncryption('reports', { SSEAlgorithm: 'KMS', KMSMasterKeyID })
        }
        const checks = await provider.access?.checks().check({ bucket: 'photos', configuration })
        const verdict = verdictOf(checks ?? [])
        const delivery = await emulator.deliver('oss', 'photos', configuration.id)
        await provider.delete('photos', configuration.id)
        if (isOurs) await client.deleteBucketPolicy(generated.destination)
        await client.deleteBucketEncryption('reports')
        seen[verdict] += 1
        if (verdict === 'unknown') {
          expect(hangs(generated), JSON.stringify(checks)).toBe(true)
          return
        }
        expect(delivery.delivered, JSON.stringify([delivery, checks])).toBe(verdict === 'delivered')
      }),
      { numRuns },
    )
    // Else it would say nothing.
    expect(seen.failure).toBeGreaterThan(0)
    expect(seen.delivered).toBeGreaterThan(0)
    expect(seen.unknown).toBeLessThan(runs / 3)
  }, 240_000)
})

/** On an address, a network, a protocol or the name of a session, which only the service knows, or on a role that only its own account may look at. */
function hangs({ role: made, roleAccount, bucketPolicy: ofBucket }: OssWorld): boolean {
  const text = JSON.stringify([made, ofBucket])
  return roleAccount !== account || /acs:(SourceIp|SourceVpc|SecureTransport)|\/oss\.\*/.test(text)
}

/** That nobody asks KMS about keys is left out: here every key is taken. */
function verdictOf(checks: readonly Check[]): 'failure' | 'delivered' | 'unknown' {
  if (checks.some(({ state }) => state === 'failure')) return 'failure'
  const open = checks.filter(({ name }) => name !== 'destination-encryption')
  return open.some(({ state }) => state === 'unknown') ? 'unknown' : 'delivered'
}

function configurationOf(
  id: string,
  name: string,
  { destination, roleAccount, prefix, encryption, versions }: OssWorld,
): InventoryConfiguration {
  return parseInventoryConfiguration({
    id,
    schedule: { every: 'day' },
    versions,
    destination: {
      bucket: destination,
      accountId: account,
      roleArn: `acs:ram::${roleAccount}:role/${name}`,
      format: 'csv',
      ...(prefix === undefined ? {} : { prefix }),
      ...(encryption === undefined ? {} : { encryption }),
    },
  })
}
