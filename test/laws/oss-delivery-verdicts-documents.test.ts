import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { acceptTranslation, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { AccessDocument, InventoryConfiguration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { ossClient } from '../end-to-end/emulator-oss-inventories.ts'
import { propertyRuns } from '../property-runs.ts'

const account = '1283641033516515'
const numRuns = Math.max(40, Math.ceil(propertyRuns / 4))

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator({
    accounts: [{ id: account, accessKeyId: 'test', secretAccessKey: 'test' }],
  })
  await emulator.createBucket({ cloud: 'oss', name: 'photos' })
  await emulator.createBucket({ cloud: 'oss', name: 'reports' })
  const client = ossClient(emulator.oss)
  client.useBucket('photos')
  await client.put('a-key', Buffer.from('x'))
})

afterAll(() => emulator.close())

/** Letters, what RAM takes for patterns, what it takes for variables, and what is more than one byte. */
const prefix = fc.oneof(
  fc.constantFrom('', 'a', 'a/', 'a/b', 'a//'),
  fc.string({
    unit: fc.constantFrom('a', 'B', '/', '*', '?', '$', '{', '}', ':', ' ', 'é', '😀'),
    maxLength: 12,
  }),
)

it('a role with the documents of an inventory delivers it, whatever its prefix and whatever follows a slash', async () => {
  const endpoint = emulator.oss
  const options = { endpoint, stsEndpoint: endpoint, ramEndpoint: endpoint, region: 'cn-hangzhou' }
  const provider = createOssProvider({ ...options, accessKeyId: 'test', accessKeySecret: 'test' })
  let runs = 0
  await fc.assert(
    fc.asyncProperty(
      prefix,
      fc.constantFrom('least-privilege', 'read-source'),
      fc.constantFrom('joined', 'doubled'),
      fc.boolean(),
      async (under, variant, ossPrefixSlash, isKeyed) => {
        runs += 1
        const name = `role-${runs}`
        const configuration = configurationOf(name, under, isKeyed)
        const subject = { bucket: 'photos', configuration }
        const documents = provider.access?.documents([subject], { region: 'cn-hangzhou' }) ?? []
        const content = (found: (document: AccessDocument) => boolean) =>
          documents.filter(found).map((document) => document.content)
        const [trust] = content(({ kind }) => kind === 'role-trust')
        if (trust === undefined) throw new Error('there is no trust')
        await emulator.createRole({
          name,
          trust,
          policies: content(
            (document) => document.kind === 'key-policy' || document.variant === variant,
          ),
        })
        emulator.setSwitches({
          ossPrefixSlash,
          ossRoleReadsSource: variant === 'read-source' ? 'needed' : 'not-needed',
        })
        const translation = provider.translate(configuration, { region: 'cn-hangzhou' })
        await provider.put('photos', acceptTranslation(translation))
        const checks = await provider.access?.checks().check(subject)
        const delivery = await emulator.deliver('oss', 'photos', configuration.id)
        await provider.delete('photos', configuration.id)
        expect(delivery).toMatchObject({ delivered: true })
        const unwell = checks?.filter(({ state }) => state === 'failure' || state === 'unknown')
        // Nobody asks KMS whether a key is there.
        const unasked = isKeyed ? ['destination-encryption'] : []
        expect(unwell?.map((check) => check.name)).toEqual(unasked)
      },
    ),
    { numRuns },
  )
})

function configurationOf(name: string, prefix: string, isKeyed: boolean): InventoryConfiguration {
  return parseInventoryConfiguration({
    id: `for-${name}`,
    schedule: { every: 'day' },
    destination: {
      bucket: 'reports',
      accountId: account,
      roleArn: `acs:ram::${account}:role/${name}`,
      format: 'csv',
      ...(prefix === '' ? {} : { prefix }),
      ...(isKeyed ? { encryption: { type: 'kms', keyId: 'k-1' } } : {}),
    },
  })
}
