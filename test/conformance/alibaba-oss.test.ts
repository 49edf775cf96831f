import { createOssProvider, ossCapabilities } from '@bucket-inventory/alibaba-oss'
import type { ProviderHarness } from '@bucket-inventory/conformance'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, Switches } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, describe } from 'vitest'

import { inGate } from '../property-runs.ts'
import { conforms, emulated, switched } from './conforms.ts'
import { emulatedWorld } from './emulated-worlds.ts'

const accountId = '1283641033516515'
let emulator: Emulator
let worlds = 0

beforeAll(async () => {
  emulator = await startEmulator({
    accounts: [{ id: accountId, accessKeyId: 'test', secretAccessKey: 'test' }],
  })
  for (const region of ['cn-qingdao', 'cn-hangzhou', 'us-west-1']) {
    await emulator.createBucket({ cloud: 'oss', name: `reports-${region}`, region })
  }
})

afterAll(() => emulator.close())

describe('OSS where it filters', () => {
  conforms(ossCapabilities, harness('cn-qingdao', {}), emulated)
})

/** What else the service may do: in the gate. */
const habits: readonly (readonly [string, string, Partial<Switches>])[] = [
  [
    'OSS where it filters, with its other habits',
    'cn-qingdao',
    {
      ossExistingId: 'InventoryAlreadyExist',
      ossMissingId: 'NoSuchInventoryConfiguration',
      ossDeleteMissing: 'not-found',
      ossFilterEcho: 'as-put',
      ossEmptyElements: 'drop',
      ossZeroLowerBound: 'reject',
      ossFutureEnd: 'reject',
      ossWrongRegion: 'access-forbidden',
      destination: 'checked',
    },
  ],
  ['OSS where it is not known to filter, but does', 'cn-hangzhou', { ossRegionFilters: 'honour' }],
  [
    'OSS where it forgets what it is not known to do',
    'cn-hangzhou',
    { ossRegionFilters: 'ignore', ossEmptyKms: 'default-key' },
  ],
  [
    'OSS where it refuses what it is not known to do',
    'us-west-1',
    {
      ossRegionFilters: 'reject',
      ossMonthly: 'by-region',
      ossIncremental: 'disabled',
      ossDeepColdArchive: 'reject',
      ossAccessFields: 'reject',
      ossAllVersions: 'reject',
      ossEmptyKms: 'reject',
      unknownElements: 'reject',
    },
  ],
]

describe.each(inGate ? habits : [])('%s', (_name, region, switches) => {
  conforms(ossCapabilities, harness(region, switches), switched)
})

function harness(region: string, switches: Partial<Switches>): ProviderHarness {
  return {
    scope: { region },
    start: () => {
      worlds += 1
      return emulatedWorld({
        emulator,
        provider: createOssProvider({
          endpoint: emulator.oss,
          region,
          accessKeyId: 'test',
          accessKeySecret: 'test',
        }),
        bucket: { cloud: 'oss', name: `photos-${worlds}`, region, versioning: 'enabled' },
        destination: {
          bucket: `reports-${region}`,
          accountId,
          roleArn: `acs:ram::${accountId}:role/AliyunOSSRole`,
          format: 'csv',
          encryption: { type: 'kms', keyId: '9468da86-3509-4f8d-a61e-6eab1eac' },
        },
        switches,
      })
    },
  }
}
