import { expect, test } from 'vitest'

import { inventoryContext } from './evaluate-policy-context.ts'

const facts = { partition: 'aws', source: 'photos', now: Date.UTC(2026, 10, 20) }

test('holds what S3 says of the listed bucket', () => {
  const context = inventoryContext({ ...facts, sourceAccount: '111122223333', region: 'eu-west-1' })
  expect(context('aws:sourcearn')).toEqual(['arn:aws:s3:::photos'])
  expect(context('aws:sourceaccount')).toEqual(['111122223333'])
  expect(context('aws:requestedregion')).toEqual(['eu-west-1'])
  expect(context('aws:securetransport')).toEqual(['true'])
  expect(context('aws:currenttime')).toEqual(['2026-11-20T00:00:00.000Z'])
  expect(context('aws:epochtime')).toEqual(['1795132800'])
})

test('has what is there and nobody said as present', () => {
  expect(inventoryContext(facts)('aws:sourceaccount')).toBe('present')
  expect(inventoryContext({ ...facts, directory: true })('aws:sourcearn')).toBe('present')
})

test('has either ARN of a directory bucket, as no page tells which', () => {
  const known = { ...facts, region: 'us-east-1', sourceAccount: '111122223333' }
  expect(inventoryContext({ ...known, directory: true })('aws:sourcearn')).toEqual({
    either: [['arn:aws:s3:::photos'], ['arn:aws:s3express:us-east-1:111122223333:bucket/photos']],
  })
})

test('is a call of S3 itself, not with the credentials of somebody', () => {
  const context = inventoryContext({ ...facts, region: 'eu-west-1' })
  expect(context('aws:principalisawsservice')).toEqual(['true'])
  expect(context('aws:viaawsservice')).toEqual(['false'])
  expect(context('aws:principalservicename')).toEqual(['s3.amazonaws.com'])
  expect(context('aws:principalservicenameslist')).toEqual({
    either: [['s3.amazonaws.com'], ['s3.amazonaws.com', 's3.eu-west-1.amazonaws.com']],
  })
  const nowhere = inventoryContext(facts)('aws:principalservicenameslist')
  expect(nowhere).toEqual({ either: [['s3.amazonaws.com'], 'present'] })
})

test.each(['aws:principalaccount', 'aws:userid'])('has no %s, or none of anybody', (key) => {
  expect(inventoryContext(facts)(key)).toEqual({ either: ['absent', ['s3.amazonaws.com']] })
})

test.each([
  'aws:sourceip',
  'aws:sourcevpce',
  'aws:principalorgid',
  'aws:principalarn',
  'aws:principaltag/team',
  's3:x-amz-copy-source',
])('%s is absent from a request of a service', (key) => {
  expect(inventoryContext(facts)(key)).toBe('absent')
})

test.each(['aws:sourceorgid', 'aws:resourceorgid', 'kms:calleraccount', 'new:key'])(
  '%s is unknown',
  (key) => {
    expect(inventoryContext(facts)(key)).toBe('unknown')
  },
)

test('has no keys of S3 in a request to KMS, and none of KMS in one to S3', () => {
  expect(inventoryContext(facts)('s3:x-amz-acl')).toBe('absent')
  expect(inventoryContext({ ...facts, headers: {} })('kms:viaservice')).toBe('absent')
  expect(inventoryContext({ ...facts, headers: {} })('s3:x-amz-acl')).toBe('unknown')
})

test('has the headers that are sent', () => {
  const context = inventoryContext({
    ...facts,
    headers: { 'x-amz-acl': ['bucket-owner-full-control'], 'x-amz-storage-class': 'absent' },
  })
  expect(context('s3:x-amz-acl')).toEqual(['bucket-owner-full-control'])
  expect(context('s3:x-amz-storage-class')).toBe('absent')
})
