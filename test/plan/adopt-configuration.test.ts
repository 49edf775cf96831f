import { ossCapabilities } from '@bucket-inventory/alibaba-oss'
import { s3Capabilities } from '@bucket-inventory/aws-s3'
import { adoptConfiguration, capabilitiesFor, valueAt } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

const s3 = capabilitiesFor(s3Capabilities)
const oss = capabilitiesFor(ossCapabilities)

const onOss: InventoryConfiguration = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  filter: { prefix: 'photos/' },
  fields: ['size'],
  destination: {
    bucket: 'reports-cn',
    prefix: 'inventories',
    accountId: '1283641033516515',
    roleArn: 'acs:ram::1283641033516515:role/R',
    format: 'csv',
    encryption: { type: 'kms', keyId: '9468da86' },
  },
}
const onS3: InventoryConfiguration = {
  ...onOss,
  destination: {
    bucket: 'reports',
    prefix: 'inventories',
    accountId: '012345678901',
    format: 'csv',
    encryption: { type: 'kms', keyId: 'arn:aws:kms:eu-west-1:012345678901:key/1' },
  },
}

describe('adoptConfiguration beyond a provider', () => {
  it('asks for every part of the identity that the other has a word for, and drops the others', () => {
    const adopted = adoptConfiguration(onOss, s3, {})
    expect(adopted.complete).toBe(false)
    expect(adopted.findings).toMatchObject([
      {
        verdict: 'dropped',
        path: 'destination.roleArn',
        asked: 'acs:ram::1283641033516515:role/R',
      },
      {
        verdict: 'needs-input',
        path: 'destination.bucket',
        message:
          'the bucket for the reports is of the other provider and is not taken along: name another, in the region of the bucket that is listed',
      },
      { verdict: 'needs-input', path: 'destination.accountId' },
      { verdict: 'needs-input', path: 'destination.encryption.keyId' },
    ])
  })

  it('gives what is known by then, without anything that was there or is only an example', () => {
    const adopted = adoptConfiguration(onOss, s3, { accountId: '012345678901' })
    if (adopted.complete) throw new Error('nothing was asked for')
    expect(adopted.draft).toStrictEqual({
      ...onOss,
      destination: {
        bucket: '…',
        prefix: 'inventories',
        accountId: '012345678901',
        format: 'csv',
        encryption: { type: 'kms' },
      },
    })
  })

  it('shows examples that the other provider would take', () => {
    const examples = (from: InventoryConfiguration, to: typeof s3) =>
      adoptConfiguration(from, to, {}).findings.flatMap((finding) =>
        finding.path === 'destination.accountId' && finding.verdict === 'needs-input'
          ? [finding.example]
          : [],
      )
    expect(examples(onOss, s3)).toStrictEqual(['012345678901'])
    expect(examples(onS3, oss)).toStrictEqual(['1283641033516515'])
  })

  it('is complete once all that is needed is given, and keeps everything else', () => {
    const identity = {
      bucket: 'reports',
      accountId: '012345678901',
      keyId: 'arn:aws:kms:eu-west-1:012345678901:key/1',
    }
    expect(adoptConfiguration(onOss, s3, identity)).toMatchObject({
      complete: true,
      configuration: onS3,
      findings: [{ verdict: 'dropped', path: 'destination.roleArn' }],
    })
  })

  it('takes what the source did not have, and no key where none is used', () => {
    const plain: InventoryConfiguration = {
      ...onS3,
      destination: { bucket: 'reports', format: 'csv', encryption: { type: 'provider-managed' } },
    }
    const identity = {
      bucket: 'reports-cn',
      accountId: '1283641033516515',
      roleArn: 'acs:ram::1283641033516515:role/R',
      keyId: '9468da86',
    }
    const adopted = adoptConfiguration(plain, oss, identity)
    if (!adopted.complete) throw new Error('it needs more')
    expect(adopted.findings).toStrictEqual([])
    expect(adopted.configuration.destination).toStrictEqual({
      bucket: 'reports-cn',
      accountId: '1283641033516515',
      roleArn: 'acs:ram::1283641033516515:role/R',
      format: 'csv',
      encryption: { type: 'provider-managed' },
    })
  })
})

describe('adoptConfiguration on one provider', () => {
  it('asks beyond a region for the bucket and the key only', () => {
    const adopted = adoptConfiguration(onOss, oss, {}, 'region')
    if (adopted.complete) throw new Error('nothing was asked for')
    expect(adopted.findings.map(({ verdict, path }) => `${verdict} ${path}`)).toStrictEqual([
      'needs-input destination.bucket',
      'needs-input destination.encryption.keyId',
    ])
    expect(adopted.findings[0]?.message).toContain(
      'the bucket for the reports is of another region',
    )
    expect(valueAt(adopted.draft, 'destination.accountId')).toBe('1283641033516515')
    expect(valueAt(adopted.draft, 'destination.roleArn')).toBe('acs:ram::1283641033516515:role/R')
  })

  it('carries everything along where no border lies between, and takes what is given', () => {
    expect(adoptConfiguration(onOss, oss, {}, 'none')).toStrictEqual({
      complete: true,
      configuration: onOss,
      findings: [],
    })
    expect(adoptConfiguration(onOss, oss, { bucket: 'other' }, 'none')).toMatchObject({
      complete: true,
      configuration: { destination: { bucket: 'other', prefix: 'inventories' } },
    })
  })
})
