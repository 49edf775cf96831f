import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient, fleetAccess } from '@bucket-inventory/client'
import { parseInventoryConfiguration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { checkInventories } from '@bucket-inventory/health'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

const [ours, theirs] = ['111111111111', '222222222222']
let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator({
    accounts: [
      { id: ours, accessKeyId: 'ours', secretAccessKey: 'secret' },
      { id: theirs, accessKeyId: 'theirs', secretAccessKey: 'secret' },
    ],
  })
  for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
  await emulator.createBucket({ cloud: 's3', name: 'photos', account: ours })
  await emulator.createBucket({ cloud: 's3', name: 'reports', account: theirs })
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await emulator.close()
})

it('takes the account of the credentials for that of the listed bucket, not that of the destination', async () => {
  const client = createInventoryClient({ providers: [createS3Provider()] })
  const configuration = parseInventoryConfiguration({
    id: 'daily',
    schedule: { every: 'day' },
    destination: { bucket: 'reports', accountId: theirs, format: 'csv' },
  })
  await client.put('s3://photos', configuration)
  const fleet = await client.fleet('s3://photos')
  const needed = await fleetAccess(fleet)

  vi.stubEnv('AWS_ACCESS_KEY_ID', 'theirs')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  const owner = createInventoryClient({ providers: [createS3Provider()] })
  for (const { documents } of needed) {
    const policies = documents.filter(({ kind }) => kind === 'bucket-policy')
    expect(JSON.stringify(policies)).toContain(`"aws:SourceAccount":"${ours}"`)
    const { access } = owner.bucket('s3://reports').provider
    for (const change of (await access?.changes(policies)) ?? []) await access?.apply(change)
  }
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'ours')
  expect(await emulator.deliver('s3', 'photos', 'daily')).toMatchObject({ delivered: true })

  for await (const { checks } of checkInventories(fleet)) {
    expect(checks.find(({ name }) => name === 'source-owner')).toMatchObject({ state: 'ok' })
    // The policy of another account's bucket may not be seen.
    expect(checks.filter(({ state }) => state === 'failure')).toStrictEqual([])
  }
})
