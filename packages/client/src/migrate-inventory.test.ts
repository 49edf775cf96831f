import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { BucketInventories, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { ConfigurationPath, InventoryConfiguration } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { migrateInventory as migrateStored } from './migrate-inventory.ts'
import type { MigratedInventory, MigrationContext } from './migrate-inventory.ts'

const toS3 = new BucketInventories(createS3Provider({ region: 'eu-west-1' }), 'photos')
const toOss = new BucketInventories(createOssProvider({ region: 'cn-qingdao' }), 'photos-cn')

const onS3 = parseInventoryConfiguration({
  id: 'daily',
  schedule: { every: 'day' },
  fields: ['size', 'owner'],
  destination: {
    bucket: 'reports',
    prefix: 'inventories',
    format: 'parquet',
    encryption: { type: 'kms', keyId: 'arn:aws:kms:eu-west-1:012345678901:key/1' },
  },
})
const onOss = parseInventoryConfiguration({
  id: 'monthly',
  schedule: { every: 'month', dayOfMonth: 3 },
  filter: { size: { min: 1 } },
  fields: ['size'],
  destination: {
    bucket: 'reports-cn',
    accountId: '1283641033516515',
    roleArn: 'acs:ram::1283641033516515:role/R',
    format: 'csv',
    encryption: { type: 'kms', keyId: '9468da86' },
  },
})

type Values = readonly (readonly [ConfigurationPath, unknown])[]

function context(
  to: BucketInventories,
  different: Partial<MigrationContext> = {},
): MigrationContext {
  const usual = { border: 'provider', otherAccount: false, loss: 'refuse' } as const
  return { to, ...usual, defaults: new Map(), ...different }
}

const migrateInventory = (
  configuration: InventoryConfiguration,
  values: ReadonlyMap<ConfigurationPath, unknown>,
  where: MigrationContext,
) => migrateStored({ configuration, findings: [] }, values, where)

const toOssWith = (values: Values, different: Partial<MigrationContext> = {}) =>
  migrateInventory(onS3, new Map(values), context(toOss, different))

const said = ({ findings }: MigratedInventory) =>
  findings.map(({ verdict, path }) => `${verdict} ${path}`)

const identity: Values = [
  ['destination.bucket', 'reports-cn'],
  ['destination.accountId', '1283641033516515'],
  ['destination.roleArn', 'acs:ram::1283641033516515:role/R'],
  ['destination.encryption.keyId', '9468da86'],
]

describe('migrateInventory', () => {
  it('says all at once what is needed, what would be lost and what is only left out', () => {
    expect(said(toOssWith([]))).toStrictEqual([
      'needs-input destination.bucket',
      'needs-input destination.encryption.keyId',
      'needs-input destination.accountId',
      'needs-input destination.roleArn',
      'dropped fields',
      'lossy destination.format',
    ])
  })

  it('asks once for each path, with the words and the example of the adapter that takes the value', () => {
    const bucket = toOssWith([]).findings.filter(({ path }) => path === 'destination.bucket')
    expect(bucket).toStrictEqual([
      {
        verdict: 'needs-input',
        path: 'destination.bucket',
        expected: 'the name of a bucket in the region and account of the one that is listed',
        example: 'reports-cn',
        message:
          'the bucket for the reports is of the other provider and is not taken along: name another, in the region of the bucket that is listed',
        reference: expect.stringContaining('https://'),
      },
    ])
    const onS3Again = migrateInventory(onOss, new Map(), context(toS3)).findings
    expect(onS3Again.filter(({ verdict }) => verdict === 'needs-input')).toMatchObject([
      { path: 'destination.bucket', example: 'reports' },
      { path: 'destination.accountId', example: '012345678901' },
      { path: 'destination.encryption.keyId', example: expect.stringContaining('arn:aws:kms:') },
    ])
  })

  it('shows neither identity of the source nor an example as if it were given', () => {
    const { desired, unsaid } = toOssWith([])
    expect(desired.destination).toStrictEqual({
      bucket: '…',
      prefix: 'inventories',
      format: 'parquet',
      encryption: { type: 'kms' },
    })
    expect(unsaid).toStrictEqual([
      'destination.bucket',
      'destination.accountId',
      'destination.roleArn',
      'destination.encryption.keyId',
    ])
    const texts = JSON.stringify(migrateInventory(onOss, new Map(), context(toS3)))
    expect(texts).not.toContain('reports-cn')
    expect(texts).not.toContain('"1283641033516515"')
  })

  it('carries what is given, and asks again for what the target cannot take', () => {
    const { desired, findings } = toOssWith([...identity, ['destination.format', 'csv']])
    expect(findings.map(({ verdict }) => verdict)).toStrictEqual(['dropped'])
    expect(desired.destination).toStrictEqual({
      bucket: 'reports-cn',
      prefix: 'inventories',
      accountId: '1283641033516515',
      roleArn: 'acs:ram::1283641033516515:role/R',
      format: 'csv',
      encryption: { type: 'kms', keyId: '9468da86' },
    })
    const wrong = toOssWith([...identity, ['destination.accountId', 'photos']])
    expect(said(wrong)).toContain('needs-input destination.accountId')
  })

  it('passes on what reading the source could not say exactly', () => {
    const advisory = {
      verdict: 'advisory',
      path: 'fields',
      message: 'one was not readable',
    } as const
    const stored = { configuration: onOss, findings: [advisory] }
    const { own, findings } = migrateStored(stored, new Map(), context(toOss, { border: 'none' }))
    expect([own, findings]).toStrictEqual([[advisory], [advisory]])
  })

  it('drops a role where there is none, and says so', () => {
    const { own, desired } = migrateInventory(onOss, new Map(), context(toS3))
    expect(own).toMatchObject([{ verdict: 'dropped', path: 'destination.roleArn' }])
    expect(desired.destination).not.toHaveProperty('roleArn')
  })

  it('takes what a value goes with along when that is replaced', () => {
    const weekly = migrateInventory(
      onOss,
      new Map([
        ['schedule.every', 'week'],
        ['destination.encryption.type', 'provider-managed'],
      ] as const),
      context(toS3),
    )
    expect(weekly.desired.schedule).toStrictEqual({ every: 'week' })
    expect(weekly.desired.destination.encryption).toStrictEqual({ type: 'provider-managed' })
    expect(said(weekly)).not.toContain('needs-input destination.encryption.keyId')
  })

  it('throws every problem of what the values make of the configuration', () => {
    const values: Values = [
      ['filter.size.max', 0],
      ['schedule.deleteAfterRun', true],
    ]
    expect(() => migrateInventory(onOss, new Map(values), context(toS3))).toThrow(
      expect.objectContaining({
        code: 'invalid-configuration',
        problems: [
          expect.objectContaining({ path: 'schedule.deleteAfterRun' }),
          expect.objectContaining({ path: 'filter.size.min' }),
        ],
      }),
    )
  })
})

describe('defaults', () => {
  it('answer what is needed and what would be lost', () => {
    const defaults = new Map([...identity, ['destination.format', 'csv'] as const])
    const { findings, desired } = toOssWith([], { defaults })
    expect(findings.map(({ verdict }) => verdict)).toStrictEqual(['dropped'])
    expect(desired.destination).toMatchObject({ bucket: 'reports-cn', format: 'csv' })
  })

  it('leave alone what needs no value, what was given, and what may be lost', () => {
    const defaults = new Map<ConfigurationPath, unknown>([
      ...identity,
      ['schedule.every', 'week'],
      ['destination.format', 'csv'],
    ])
    const { desired } = toOssWith([['destination.bucket', 'other-cn']], {
      defaults,
      loss: ['destination.format'],
    })
    expect(desired).toMatchObject({
      schedule: { every: 'day' },
      destination: { bucket: 'other-cn', format: 'parquet', accountId: '1283641033516515' },
    })
  })

  it('answer what only another default makes necessary', () => {
    const plain = { ...onOss, schedule: { every: 'once' } as const }
    const defaults = new Map<ConfigurationPath, unknown>([
      ['destination.bucket', 'reports'],
      ['destination.accountId', '012345678901'],
      ['destination.encryption.keyId', 'arn:aws:kms:eu-west-1:012345678901:key/1'],
      ['schedule.every', 'month'],
      ['schedule.dayOfMonth', 5],
    ])
    const { desired } = migrateInventory(plain, new Map(), context(toS3, { defaults }))
    expect(desired.schedule).toStrictEqual({ every: 'month' })
  })
})

describe('on one provider', () => {
  it('asks beyond a region for the bucket and the key', () => {
    const far = context(toOss, { border: 'region' })
    expect(said(migrateInventory(onOss, new Map(), far))).toStrictEqual([
      'needs-input destination.bucket',
      'needs-input destination.encryption.keyId',
    ])
  })

  it('keeps the identity, and says where reports can only go within one account', () => {
    const near = migrateInventory(onOss, new Map(), context(toOss, { border: 'none' }))
    expect(near.desired).toStrictEqual(onOss)
    expect(near.findings).toStrictEqual([])
    const other = context(toOss, { border: 'none', otherAccount: true })
    expect(migrateInventory(onOss, new Map(), other).own).toMatchObject([
      { verdict: 'advisory', path: 'destination.accountId' },
    ])
    const values = new Map(identity.slice(1, 3))
    expect(migrateInventory(onOss, values, other).findings).toStrictEqual([])
  })
})
