import { S3Client } from '@aws-sdk/client-s3'
import { createS3Provider, s3Capabilities } from '@bucket-inventory/aws-s3'
import type { ProviderHarness } from '@bucket-inventory/conformance'
import type { BucketScope } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, Switches } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, describe } from 'vitest'

import { inGate } from '../property-runs.ts'
import { conforms, emulated, switched } from './conforms.ts'
import { emulatedWorld } from './emulated-worlds.ts'

const accountId = '012345678901'
const region = 'us-east-1'
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
let emulator: Emulator
let client: S3Client
let worlds = 0

beforeAll(async () => {
  emulator = await startEmulator({ accounts: [{ id: accountId, ...credentials }] })
  await emulator.createBucket({ cloud: 's3', name: 'reports' })
  client = new S3Client({
    endpoint: emulator.s3,
    region,
    credentials,
    forcePathStyle: true,
    disableS3ExpressSessionAuth: true,
  })
})

afterAll(async () => {
  client.destroy()
  await emulator.close()
})

describe('S3', () => {
  conforms(s3Capabilities, harness({ region }, {}), emulated)
})

/** What else the service may do: in the gate. */
const habits: readonly (readonly [string, BucketScope, Partial<Switches>])[] = [
  [
    'S3, a directory bucket, with other habits',
    { region, bucketType: 'directory' },
    { s3EmptyElements: 'drop', unknownElements: 'drop', unknownFields: 'accept' },
  ],
  [
    'S3, as strict as it may be',
    { region },
    {
      s3PutStatus: 'ok',
      s3EmptyElements: 'reject',
      s3Ids: 'restricted',
      s3WrongRegion: 'malformed',
      destination: 'checked',
    },
  ],
]

describe.each(inGate ? habits : [])('%s', (_name, scope, switches) => {
  conforms(s3Capabilities, harness(scope, switches), switched)
})

function harness(scope: BucketScope, switches: Partial<Switches>): ProviderHarness {
  return {
    scope,
    start: () => {
      worlds += 1
      const ending = scope.bucketType === 'directory' ? '--use1-az4--x-s3' : ''
      return emulatedWorld({
        emulator,
        provider: createS3Provider({ client, region }),
        bucket: { cloud: 's3', name: `photos-${worlds}${ending}` },
        destination: {
          bucket: 'reports',
          accountId,
          format: 'csv',
          encryption: { type: 'kms', keyId: `arn:aws:kms:${region}:${accountId}:key/1` },
        },
        switches,
      })
    },
  }
}
