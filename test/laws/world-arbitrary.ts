import { PutBucketEncryptionCommand } from '@aws-sdk/client-s3'
import type { S3Client } from '@aws-sdk/client-s3'
import type { Destination, Encryption } from '@bucket-inventory/core'
import type { EmulatedKey } from '@bucket-inventory/emulator'
import * as fc from 'fast-check'

import { policyArbitrary, right } from './policy-arbitrary.ts'
import type { PolicyOf, PolicySubject } from './policy-arbitrary.ts'
import { account } from './policy-world.ts'
import type { PolicyPlaces, PolicyWorld } from './policy-world.ts'

/** What decides a delivery, beside the policy of the destination. */
export interface GeneratedWorld {
  /** Of the destination. The source is in us-east-1. */
  readonly region: string
  readonly policy: PolicyOf
  readonly destination: Partial<Destination>
  /** What the configuration asks for. */
  readonly encryption: 'none' | 'provider-managed' | 'kms'
  /** What the bucket does by itself. */
  readonly byItself: 'AES256' | 'kms' | 'kms-without-key'
  readonly key: GeneratedKey
}

interface GeneratedKey {
  readonly settings: EmulatedKey
  readonly policy: PolicyOf
  readonly named: 'arn' | 'id' | 'alias-arn' | 'alias' | 'managed' | 'nobodys'
}

/** Mostly the first. */
function mostly<Value>(usual: Value, ...others: readonly [Value, ...Value[]]): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  )
}

const rightPolicy: PolicyOf = (subject) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [right(subject)] })

const mostlyRight = fc.oneof(
  { weight: 3, arbitrary: fc.constant(rightPolicy) },
  { weight: 2, arbitrary: policyArbitrary },
)

const keyArbitrary: fc.Arbitrary<GeneratedKey> = fc.record({
  settings: fc.record({
    region: mostly('us-east-1', 'eu-west-1'),
    manager: mostly<'customer' | 'aws'>('customer', 'aws'),
    spec: mostly<'symmetric' | 'rsa' | 'hmac'>('symmetric', 'rsa', 'hmac'),
    state: mostly<'enabled' | 'disabled' | 'pending-deletion'>(
      'enabled',
      'disabled',
      'pending-deletion',
    ),
  }),
  policy: mostlyRight,
  named: mostly<GeneratedKey['named']>('arn', 'id', 'alias-arn', 'alias', 'managed', 'nobodys'),
})

export const worldArbitrary: fc.Arbitrary<GeneratedWorld> = fc.record({
  region: mostly('us-east-1', 'eu-west-1'),
  policy: mostlyRight,
  destination: fc.record(
    {
      prefix: fc.constantFrom('inventories', 'a/b', 'x/'),
      accountId: mostly(account, '111122223333'),
    },
    { requiredKeys: [] },
  ),
  encryption: fc.constantFrom('none', 'provider-managed', 'kms', 'kms'),
  byItself: fc.constantFrom('AES256', 'kms', 'kms-without-key'),
  key: keyArbitrary,
})

/** Makes it so, and says what to configure. */
export async function makeWorld(
  world: PolicyWorld,
  places: PolicyPlaces,
  generated: GeneratedWorld,
): Promise<Partial<Destination>> {
  const { policy, destination, key, byItself } = generated
  const { prefix = '' } = destination
  const subject: PolicySubject = { ...places, target: 'bucket', prefix }
  const refused = await world.setPolicy(places.reports, policy(subject), generated.region)
  if (refused !== undefined) throw new Error(`${refused}: ${policy(subject)}`)
  const keyId = await makeKey(world, { ...subject, target: 'key' }, key)
  await encryptByItself(world.clientIn(generated.region), places.reports, byItself, keyId)
  const encryption = encryptionOf(generated, keyId)
  return { ...destination, ...(encryption === undefined ? {} : { encryption }) }
}

async function makeKey(
  world: PolicyWorld,
  subject: PolicySubject,
  { settings, policy, named }: GeneratedKey,
): Promise<string> {
  const alias = `alias/${subject.source}`
  const written: unknown = JSON.parse(policy(subject))
  if (typeof written !== 'object' || written === null) throw new TypeError('no policy')
  const aliases = [alias]
  const arn = await world.emulator.createKey({ ...settings, policy: written, aliases })
  const [place = '', id = ''] = arn.split('key/')
  const names = {
    arn,
    id,
    alias,
    'alias-arn': `${place}${alias}`,
    managed: `${place}alias/aws/s3`,
    nobodys: `${place}key/nobodys`,
  }
  return names[named]
}

async function encryptByItself(
  s3: S3Client,
  Bucket: string,
  how: GeneratedWorld['byItself'],
  keyId: string,
): Promise<void> {
  if (how === 'AES256') return
  const key = how === 'kms' ? { KMSMasterKeyID: keyId } : {}
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', ...key } as const
  const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault }] }
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }))
}

function encryptionOf({ encryption }: GeneratedWorld, keyId: string): Encryption | undefined {
  if (encryption === 'none') return undefined
  return encryption === 'kms' ? { type: 'kms', keyId } : { type: 'provider-managed' }
}
