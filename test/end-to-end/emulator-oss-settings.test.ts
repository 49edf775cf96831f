import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { ossClient } from './emulator-oss-inventories.ts'

let emulator: Emulator
let bucket: string
let made = 0

beforeAll(async () => {
  emulator = await startEmulator()
})

beforeEach(async () => {
  made += 1
  bucket = `photos-${made}`
  await emulator.createBucket({ cloud: 'oss', name: bucket })
})

afterAll(() => emulator.close())

/** By hand: ali-oss makes no document that OSS would refuse. */
async function send(
  method: string,
  subres: string,
  content?: string,
  headers: object = {},
  endpoint = emulator.oss,
): Promise<string> {
  const { data } = await ossClient(endpoint).request({
    method,
    bucket,
    subres,
    headers,
    ...(content === undefined ? {} : { content: Buffer.from(content), mime: 'xml' }),
    successStatuses: [method === 'DELETE' ? 204 : 200],
  })
  return data.toString()
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

describe('the encryption of a bucket', () => {
  const documentOf = (content: string) =>
    `<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>${content}</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>`
  const put = (content: string) => send('PUT', 'encryption', documentOf(content))
  const get = () => send('GET', 'encryption')

  test('is put, told and taken away', async () => {
    await expect(get()).rejects.toMatchObject({
      status: 404,
      code: 'NoSuchServerSideEncryptionRule',
    })
    await put('<SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>key</KMSMasterKeyID>')
    expect(await get()).toBe(
      declaration +
        documentOf('<SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>key</KMSMasterKeyID>'),
    )
    await put('<SSEAlgorithm>AES256</SSEAlgorithm><KMSMasterKeyID></KMSMasterKeyID>')
    expect(await get()).toBe(declaration + documentOf('<SSEAlgorithm>AES256</SSEAlgorithm>'))
    await send('DELETE', 'encryption')
    await send('DELETE', 'encryption')
    await expect(get()).rejects.toMatchObject({ code: 'NoSuchServerSideEncryptionRule' })
  })

  test('is told with the bucket, whose owner and versioning are told too', async () => {
    expect(await send('GET', 'bucketInfo')).toContain(
      '<ServerSideEncryptionRule><SSEAlgorithm>None</SSEAlgorithm></ServerSideEncryptionRule>',
    )
    await put('<SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>key</KMSMasterKeyID>')
    await send(
      'PUT',
      'versioning',
      '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
    )
    const info = await send('GET', 'bucketInfo')
    expect(info).toContain(
      '<ServerSideEncryptionRule><SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>key</KMSMasterKeyID></ServerSideEncryptionRule>',
    )
    expect(info).toContain('<Versioning>Enabled</Versioning>')
    expect(info).toContain('<Owner><ID>000000000000</ID>')
  })

  test.each([
    ['<SSEAlgorithm>ROT13</SSEAlgorithm>', 'InvalidEncryptionAlgorithmError'],
    ['<SSEAlgorithm>AES256</SSEAlgorithm><KMSMasterKeyID>k</KMSMasterKeyID>', 'InvalidArgument'],
    ['', 'MalformedXML'],
    ['<SSEAlgorithm>KMS</SSEAlgorithm><Color>red</Color>', 'MalformedXML'],
  ])('is refused as %s', async (content, code) => {
    await expect(put(content)).rejects.toMatchObject({ status: 400, code })
  })
})

const rule = (content: string, prefix = 'logs/') =>
  `<Rule><ID>${prefix} ${content.length}</ID><Prefix>${prefix}</Prefix><Status>Enabled</Status>${content}</Rule>`
const lifecycle = (...rules: readonly string[]) =>
  `<LifecycleConfiguration>${rules.join('')}</LifecycleConfiguration>`
const expiration = '<Expiration><Days>30</Days></Expiration>'
const abort = '<AbortMultipartUpload><Days>1</Days></AbortMultipartUpload>'
const toIa = '<Transition><Days>10</Days><StorageClass>IA</StorageClass></Transition>'
const noncurrent =
  '<NoncurrentVersionExpiration><NoncurrentDays>5</NoncurrentDays></NoncurrentVersionExpiration>'
const overlapping = { 'x-oss-allow-same-action-overlap': 'true' }

/** What ali-oss can do; its types know other rules. */
interface Lifecycler {
  putBucketLifecycle(bucket: string, rules: readonly object[]): Promise<object>
  getBucketLifecycle(bucket: string): Promise<{ readonly rules: readonly object[] }>
}

function isLifecycler(client: object): client is Lifecycler {
  return 'putBucketLifecycle' in client && 'getBucketLifecycle' in client
}

describe('the lifecycle of a bucket', () => {
  const put = (document: string, headers: object = {}) =>
    send('PUT', 'lifecycle', document, headers)
  const get = () => send('GET', 'lifecycle')

  test('is put, told and taken away', async () => {
    await expect(get()).rejects.toMatchObject({ status: 404, code: 'NoSuchLifecycle' })
    const document = lifecycle(rule(`${expiration}${toIa}${abort}${noncurrent}`))
    await put(document)
    expect(await get()).toBe(declaration + document)
    await send('DELETE', 'lifecycle')
    await send('DELETE', 'lifecycle')
    await expect(get()).rejects.toMatchObject({ code: 'NoSuchLifecycle' })
  })

  test('is put and told by ali-oss', async () => {
    const client: object = ossClient(emulator.oss)
    if (!isLifecycler(client)) throw new Error('this ali-oss has no lifecycle')
    const rules = [
      { id: 'one', prefix: 'a/', status: 'Enabled', expiration: { days: 7 } },
      {
        prefix: 'b/',
        status: 'Disabled',
        expiration: { createdBeforeDate: '2030-01-01T00:00:00.000Z' },
      },
    ]
    await client.putBucketLifecycle(bucket, rules)
    const { rules: told } = await client.getBucketLifecycle(bucket)
    expect(told).toMatchObject([
      { id: 'one', prefix: 'a/', status: 'Enabled' },
      { id: expect.stringMatching(/./), prefix: 'b/', status: 'Disabled' },
    ])
  })

  test('of rules without a prefix is of all objects', async () => {
    await put(lifecycle(`<Rule><ID>all</ID><Status>Enabled</Status>${expiration}</Rule>`))
    expect(await get()).toContain('<ID>all</ID><Prefix></Prefix>')
  })

  test.each([
    ['the same prefix', [rule(expiration), rule(toIa)], 'Found same prefix in different rules'],
    [
      'the same action',
      [rule(expiration), rule(expiration, 'logs/old/')],
      'Overlap for same action type Expiration',
    ],
    [
      'the same action for all objects',
      [rule(noncurrent, ''), rule(`${toIa}${noncurrent}`)],
      'Overlap for same action type NoncurrentVersionExpiration',
    ],
    [
      'a move to the same class',
      [rule(toIa, ''), rule(toIa)],
      'Overlap for same action type Transition',
    ],
  ])(
    'with %s of overlapping prefixes is refused, unless that is allowed',
    async (_of, rules, message) => {
      const refusal = { status: 400, code: 'InvalidRequest', message }
      await expect(put(lifecycle(...rules))).rejects.toMatchObject(refusal)
      await expect(get()).rejects.toMatchObject({ code: 'NoSuchLifecycle' })
      await put(lifecycle(...rules), overlapping)
      expect(await get()).toContain('<Rule>')
    },
  )

  test('never aborts an upload by two rules', async () => {
    const twice = lifecycle(rule(abort), rule(`${abort}${expiration}`, 'logs/old/'))
    await expect(put(twice, overlapping)).rejects.toMatchObject({
      message: 'Overlap for same action type AbortMultipartUpload',
    })
  })

  test('does different things under overlapping prefixes, and the same to other tags', async () => {
    await put(lifecycle(rule(noncurrent, ''), rule(expiration)))
    const tagged = (value: string) =>
      rule(`<Tag><Key>k</Key><Value>${value}</Value></Tag>${expiration}`)
    await put(lifecycle(tagged('a'), tagged('bc')))
    expect(await get()).toContain('<Value>bc</Value>')
  })

  test.each([
    [lifecycle(), 'MalformedXML'],
    [lifecycle(rule('')), 'MalformedXML'],
    [lifecycle(rule(expiration).replace('Enabled', 'On')), 'MalformedXML'],
    [lifecycle(rule('<Expiration></Expiration>')), 'MalformedXML'],
    [lifecycle(rule('<Expiration><Date>2030-01-01</Date></Expiration>')), 'MalformedXML'],
    [lifecycle(rule('<Expiration><Days>0</Days></Expiration>')), 'InvalidArgument'],
    [
      lifecycle(
        rule(
          '<Expiration><CreatedBeforeDate>2030-01-01T01:00:00.000Z</CreatedBeforeDate></Expiration>',
        ),
      ),
      'InvalidArgument',
    ],
    [
      lifecycle(
        rule(
          '<Expiration><Days>1</Days><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>',
        ),
      ),
      'MalformedXML',
    ],
    [
      lifecycle(rule('<Transition><Days>1</Days><StorageClass>Hot</StorageClass></Transition>')),
      'MalformedXML',
    ],
    [lifecycle(rule(`${toIa}<Expiration><Days>10</Days></Expiration>`)), 'InvalidRequest'],
    [lifecycle(rule(expiration), rule(expiration)), 'InvalidArgument'],
    [
      lifecycle(rule(expiration).replace(/<ID>.*<\/ID>/, `<ID>${'i'.repeat(256)}</ID>`)),
      'InvalidArgument',
    ],
  ])('is refused, %#', async (document, code) => {
    await expect(put(document)).rejects.toMatchObject({ status: 400, code })
  })
})

test.each([
  ['PUT', 'encryption', 'PutBucketEncryption'],
  ['GET', 'encryption', 'GetBucketEncryption'],
  ['DELETE', 'encryption', 'DeleteBucketEncryption'],
  ['PUT', 'lifecycle', 'PutBucketLifecycle'],
  ['GET', 'lifecycle', 'GetBucketLifecycle'],
  ['DELETE', 'lifecycle', 'DeleteBucketLifecycle'],
])('%s of %s is counted, and denied, as %s', async (method, subres, operation) => {
  const effect = { type: 'error', status: 403, code: 'AccessDenied' } as const
  emulator.inject({ cloud: 'oss', operation, bucket, effect })
  await expect(send(method, subres, method === 'PUT' ? '<x/>' : undefined)).rejects.toMatchObject({
    code: 'AccessDenied',
  })
  expect(emulator.requests({ operation, bucket })).toBe(1)
})

test('both outlive the emulator', async () => {
  const data = await mkdtemp(join(tmpdir(), 'emulator-'))
  const first = await startEmulator({ data })
  await first.createBucket({ cloud: 'oss', name: bucket })
  const document = lifecycle(rule(expiration))
  await send('PUT', 'lifecycle', document, {}, first.oss)
  await first.close()
  const second = await startEmulator({ data })
  expect(await send('GET', 'lifecycle', undefined, {}, second.oss)).toBe(declaration + document)
  await second.close()
  await rm(data, { recursive: true })
})
