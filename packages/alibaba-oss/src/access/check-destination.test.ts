import { describe, expect, it } from 'vitest'

import { account, subjectOf } from './access.test.support.ts'
import type { BucketInfo } from './bucket-info.ts'
import { checkDestination } from './check-destination.ts'

const bucket: BucketInfo = {
  name: 'photos',
  region: 'cn-hangzhou',
  owner: account,
  versioning: undefined,
  encryption: undefined,
  key: undefined,
}

function states(source: Partial<BucketInfo>, destination: Partial<BucketInfo>, more: object = {}) {
  const checks = checkDestination(
    subjectOf('photos', more),
    { value: { ...bucket, ...source } },
    { value: { ...bucket, name: 'reports-cn', ...destination } },
  )
  return Object.fromEntries(checks.map(({ name, state }) => [name, state]))
}

describe('a destination that can be seen', () => {
  it('is well in the region and account of the listed bucket', () => {
    expect(new Set(Object.values(states({}, {})))).toEqual(new Set(['ok']))
  })

  it.each([
    ['in another region', {}, { region: 'cn-beijing' }, {}, 'destination-region'],
    ['of another account', {}, { owner: '2' }, {}, 'destination-owner'],
    ['of a bucket of another account', { owner: '2' }, {}, {}, 'destination-owner'],
    ['under another account', {}, {}, { accountId: '2' }, 'destination-owner'],
    [
      'with a role of another account',
      {},
      {},
      { roleArn: 'acs:ram::2:role/x' },
      'destination-owner',
    ],
    ['with no role', {}, {}, { roleArn: 'Deliverer' }, 'destination-owner'],
  ])('fails %s', (_, source, destination, more, name) => {
    const found = states(source, destination, more)
    expect(Object.entries(found).filter(([, state]) => state !== 'ok')).toEqual([[name, 'failure']])
  })

  it('may encrypt by itself, which is told', () => {
    const kms = { encryption: 'KMS', key: 'k-1' }
    const found = checkDestination(
      subjectOf('photos'),
      { value: bucket },
      { value: { ...bucket, name: 'reports-cn', ...kms } },
    )
    expect(found.find(({ name }) => name === 'destination-encryption')).toMatchObject({
      state: 'ok',
      evidence: 'bucket "reports-cn" encrypts with KMS by itself, with the key "k-1"',
    })
    expect(states({}, { encryption: 'AES256' })).toMatchObject({ 'destination-encryption': 'ok' })
  })

  it.each(['acs:kms:cn-hangzhou:1:key/k-1', 'alias/mine', 'arn:aws:kms:eu-west-1:1:key/k-1'])(
    'is not known to take "%s" for a key',
    (keyId) => {
      expect(states({}, {}, { encryption: { type: 'kms', keyId } })).toMatchObject({
        'destination-encryption': 'unknown',
      })
    },
  )
})
