import { describe, expect, test } from 'vitest'

import { readEncryption, readLifecycle, readVersioning } from './s3-look-documents.ts'

const xmlns = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'

function lifecycle(rule: string): string {
  return `<LifecycleConfiguration ${xmlns}><Rule>${rule}</Rule></LifecycleConfiguration>`
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
test.each([
  ['<Status>Enabled</Status>', 'Enabled'],
  ['<Status>Suspended</Status><MfaDelete>Disabled</MfaDelete>', 'Suspended'],
  ['', ''],
])('versioning %s is "%s"', (content, expected) => {
  const text = `<VersioningConfiguration ${xmlns}>${content}</VersioningConfiguration>`
  expect(readVersioning(text)).toBe(expected)
})

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
test.each([
  ['<SSEAlgorithm>AES256</SSEAlgorithm>', { algorithm: 'AES256' }],
  [
    '<KMSMasterKeyID>arn:aws:kms:us-east-1:1:key/1</KMSMasterKeyID><SSEAlgorithm>aws:kms</SSEAlgorithm>',
    { algorithm: 'aws:kms', keyId: 'arn:aws:kms:us-east-1:1:key/1' },
  ],
  ['<SSEAlgorithm>aws:kms:dsse</SSEAlgorithm>', { algorithm: 'aws:kms:dsse' }],
])('encryption %s', (content, expected) => {
  const inner = `<ApplyServerSideEncryptionByDefault>${content}</ApplyServerSideEncryptionByDefault>`
  const rule = `<Rule>${inner}<BucketKeyEnabled>true</BucketKeyEnabled></Rule>`
  const text = `<ServerSideEncryptionConfiguration ${xmlns}>${rule}</ServerSideEncryptionConfiguration>`
  expect(readEncryption(text)).toEqual(expected)
})

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
describe('a lifecycle rule', () => {
  const enabled = '<ID>a</ID><Status>Enabled</Status>'
  const usual = { id: 'a', enabled: true, narrowed: false, transitions: [] }

  test.each([
    ['<Filter><Prefix>a/</Prefix></Filter>', { prefix: 'a/' }],
    ['<Filter/>', { prefix: '' }],
    ['<Filter></Filter>', { prefix: '' }],
    ['<Prefix>old/</Prefix>', { prefix: 'old/' }],
    ['<Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter>', { prefix: '', narrowed: true }],
    [
      '<Filter><And><Prefix>a/</Prefix><ObjectSizeGreaterThan>1</ObjectSizeGreaterThan></And></Filter>',
      { prefix: 'a/', narrowed: true },
    ],
    ['<Filter><ObjectSizeLessThan>9</ObjectSizeLessThan></Filter>', { prefix: '', narrowed: true }],
  ])('of %s', (filter, expected) => {
    expect(readLifecycle(lifecycle(`${enabled}${filter}`))).toEqual([{ ...usual, ...expected }])
  })

  test('has its days, and classes to move to', () => {
    const actions =
      '<Expiration><Days>30</Days></Expiration>' +
      '<NoncurrentVersionExpiration><NoncurrentDays>7</NoncurrentDays></NoncurrentVersionExpiration>' +
      '<Transition><Days>2</Days><StorageClass>GLACIER</StorageClass></Transition>' +
      '<Transition><Date>2030-01-01T00:00:00Z</Date><StorageClass>GLACIER</StorageClass></Transition>'
    expect(readLifecycle(lifecycle(`${enabled}<Filter/>${actions}`))).toEqual([
      {
        ...usual,
        prefix: '',
        days: 30,
        noncurrentDays: 7,
        transitions: [{ days: 2, storageClass: 'GLACIER' }],
      },
    ])
  })

  test('that is not enabled says so', () => {
    expect(readLifecycle(lifecycle('<Status>Disabled</Status>'))).toMatchObject([
      { enabled: false },
    ])
  })
})

test.each([readVersioning, readEncryption, readLifecycle])(
  '%o refuses another document',
  (read) => {
    expect(() => read('<html/>')).toThrowError(expect.objectContaining({ code: 'protocol' }))
  },
)
