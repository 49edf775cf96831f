import {
  CreateBucketMetadataConfigurationCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3'
import { createS3Provider, s3Checks } from '@bucket-inventory/aws-s3'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'

import { account, configurationTo, notWell } from '../laws/policy-world.ts'
import type { PolicyPlaces, PolicyWorld } from '../laws/policy-world.ts'
import { ChecksWorld, toAdd } from './aws-s3-checks-world.ts'

let scene: ChecksWorld
let world: PolicyWorld
let places: PolicyPlaces

beforeAll(async () => {
  scene = await ChecksWorld.start()
  world = scene.world
})

afterAll(() => scene.close())

beforeEach(async () => {
  await scene.begin()
  places = scene.places
})

test('where all is as it should be every check says so, in the order of the table', async () => {
  const checks = await scene.check()
  expect(notWell(checks)).toEqual([])
  const withoutKey = Object.keys(s3Checks).filter((name) => !name.includes('key'))
  expect(checks.map(({ name }) => name)).toEqual(withoutKey)
  for (const { name, reference, fix } of checks) {
    expect(reference, name).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//)
    expect(fix).toBeUndefined()
  }
})

describe('the source', () => {
  test('that is not there fails, and nothing else is asked of it', async () => {
    const checks = await world.check('nowhere', scene.configuration())
    expect(notWell(checks)).toContain('source-bucket: failure')
    expect(checks[0]?.evidence).toBe('there is no bucket "nowhere"')
  })

  test('of another account than was said is a warning', async () => {
    const subject = { bucket: places.source, configuration: scene.configuration() }
    const checks = await world.checks().check({ ...subject, accountId: '111122223333' })
    expect(notWell(checks)).toContain('source-owner: warning')
  })

  test('whose account nobody says is taken for one with its destination, where it is', async () => {
    const subject = { bucket: places.source, configuration: scene.configuration() }
    expect(notWell(await world.checks().check(subject))).toEqual([])
  })

  test('that nobody says the owner of leaves open what depends on it', async () => {
    const { accountId: _, ...destination } = scene.configuration().destination
    const subject = { bucket: places.source, configuration: scene.configuration({ destination }) }
    const Condition = { StringEquals: { 'aws:SourceAccount': account } }
    await scene.allow({ Condition })
    expect(notWell(await world.checks().check(subject))).toEqual([
      'source-owner: unknown',
      'destination-owner: warning',
      'destination-policy-allows: unknown',
    ])
  })

  test('without versions, of which all are wanted, is a warning', async () => {
    const all = scene.configuration({ versions: 'all' })
    expect(await scene.one('source-versions', all)).toMatchObject({ state: 'warning' })
    for (const Status of ['Enabled', 'Suspended'] as const) {
      const VersioningConfiguration = { Status }
      await world.s3.send(
        new PutBucketVersioningCommand({ Bucket: places.source, VersioningConfiguration }),
      )
      expect(await scene.one('source-versions', all)).toMatchObject({ state: 'ok' })
    }
  })

  test('that is a directory bucket is let in by either of its ARNs only', async () => {
    const source = 'photos--use1-az4--x-s3'
    await world.emulator.createBucket({ cloud: 's3', name: source })
    const plain = `arn:aws:s3:::${source}`
    const own = `arn:aws:s3express:us-east-1:${account}:bucket/${source}`
    const about = async (arns: readonly string[]) => {
      const Condition = { ArnLike: { 'aws:SourceArn': arns } }
      await scene.allow({ Condition })
      return notWell(await world.check(source, scene.configuration({ versions: 'all' })))
    }
    const usual = ['source-versions: warning', 'report-retention: warning']
    expect(await about([plain, own])).toEqual(usual)
    expect(await about([plain])).toContain('destination-policy-allows: unknown')
    expect(await about(['arn:aws:s3:::other'])).toContain('destination-policy-allows: failure')
  })

  test('with a live inventory table of S3 Metadata has it named', async () => {
    expect((await scene.one('source-metadata-tables')).evidence).toContain(
      'has no live inventory table',
    )
    await world.s3.send(
      new CreateBucketMetadataConfigurationCommand({
        Bucket: places.source,
        MetadataConfiguration: {
          JournalTableConfiguration: { RecordExpiration: { Expiration: 'DISABLED' } },
          InventoryTableConfiguration: { ConfigurationState: 'ENABLED' },
        },
      }),
    )
    expect(await scene.one('source-metadata-tables')).toMatchObject({
      state: 'ok',
      evidence: expect.stringMatching(/live inventory table "\w+" of S3 Metadata/),
    })
  })
})

describe('the destination', () => {
  test('that is not there fails', async () => {
    const checks = await scene.check({
      ...scene.configuration(),
      destination: { ...scene.configuration().destination, bucket: 'nowhere' },
    })
    expect(notWell(checks)).toEqual([
      'destination-bucket: failure',
      'destination-owner: unknown',
      'destination-region: unknown',
    ])
  })

  test('of another account than is stated fails, and is not delivered to', async () => {
    const wrong = await world.configure(places, {
      accountId: '111122223333',
      prefix: 'inventories',
    })
    expect(notWell(await scene.check(wrong))).toEqual(['destination-owner: failure'])
    expect((await world.deliver(places.source)).delivered).toBe(false)
  })

  test('without an account is a warning that says whose it is', async () => {
    const { accountId: _, ...destination } = scene.configuration().destination
    expect(
      await scene.one('destination-owner', scene.configuration({ destination })),
    ).toMatchObject({
      state: 'warning',
      fix: `write destination.accountId: "${account}"`,
    })
  })

  test('in another region fails, and is not delivered to', async () => {
    const far = await world.places('eu-west-1')
    await world.configure(far)
    const checks = await world.check(far.source, configurationTo(far.reports))
    expect(notWell(checks)).toContain('destination-region: failure')
    const region = checks.find(({ name }) => name === 'destination-region')
    expect(region?.evidence).toMatch(/is in us-east-1, its destination "[^"]+" in eu-west-1/)
    expect((await world.deliver(far.source)).delivered).toBe(false)
  })

  test('in another region is looked at there by a provider that can', async () => {
    for (const [name, value] of Object.entries(world.emulator.environment)) vi.stubEnv(name, value)
    const { access } = createS3Provider({ endpoint: world.emulator.s3, region: 'us-east-1' })
    const far = await world.places('eu-west-1')
    const subject = { bucket: far.source, configuration: configurationTo(far.reports) }
    const checks = await access?.checks().check(subject)
    vi.unstubAllEnvs()
    expect(notWell(checks ?? [])).toEqual([
      'destination-region: failure',
      'destination-policy-allows: failure',
      'report-retention: warning',
    ])
  })

  test('in China is named in its partition', async () => {
    const region = 'cn-north-1'
    for (const [name, value] of Object.entries(world.emulator.environment)) vi.stubEnv(name, value)
    const provider = createS3Provider({ endpoint: world.emulator.s3, region })
    const [source, reports] = ['photos-china', 'reports-china']
    for (const name of [source, reports])
      await world.emulator.createBucket({ cloud: 's3', name, region })
    const subject = { bucket: source, configuration: configurationTo(reports), accountId: account }
    const without = (await provider.access?.checks().check(subject)) ?? []
    vi.unstubAllEnvs()
    const { fix } = without.find(({ name }) => name === 'destination-policy-allows') ?? {}
    expect(fix).toContain(`"aws:SourceArn":"arn:aws-cn:s3:::${source}"`)
    expect(fix).toContain(`"Resource":"arn:aws-cn:s3:::${reports}/*"`)
  })

  test('without a policy fails, and says which statement to add', async () => {
    await world.setPolicy(places.reports, undefined)
    await world.configure(places)
    const allows = await scene.one('destination-policy-allows')
    expect(allows).toMatchObject({ state: 'failure' })
    const statement = toAdd(allows)
    expect((await world.deliver(places.source)).delivered).toBe(false)
    await world.setPolicy(places.reports, `{"Version":"2012-10-17","Statement":[${statement}]}`)
    expect(await scene.one('destination-policy-allows')).toMatchObject({ state: 'ok' })
    await world.configure(places, { prefix: 'inventories' })
    expect((await world.deliver(places.source)).delivered).toBe(true)
  })

  test('with a prefix that doubles slashes is a warning', async () => {
    for (const [prefix, fix] of [
      ['inventories/', 'write destination.prefix: "inventories"'],
      ['a//b', 'write destination.prefix: "a/b"'],
      ['/a', 'write destination.prefix: "a"'],
      ['/', 'leave destination.prefix out'],
    ] as const) {
      const check = await scene.one(
        'destination-prefix',
        configurationTo(places.reports, { prefix }),
      )
      expect(check).toMatchObject({ state: 'warning', fix })
    }
  })
})

describe('encryption that nobody asks for', () => {
  test.each([undefined, 'arn:aws:kms:us-east-1:000000000000:alias/aws/s3'])(
    'is by a key that nobody can read with where the bucket names %s',
    async (KMSMasterKeyID) => {
      const settings = KMSMasterKeyID === undefined ? {} : { KMSMasterKeyID }
      const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', ...settings } as const
      await world.s3.send(
        new PutBucketEncryptionCommand({
          Bucket: places.reports,
          ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] },
        }),
      )
      expect(await scene.one('destination-encryption')).toMatchObject({ state: 'failure' })
      const destination = {
        ...scene.configuration().destination,
        encryption: { type: 'provider-managed' } as const,
      }
      expect(
        await scene.one('destination-encryption', scene.configuration({ destination })),
      ).toMatchObject({
        state: 'ok',
      })
    },
  )
})
