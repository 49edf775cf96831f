import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, Switches } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { S3Inventories, inventoryConfiguration } from './emulator-s3-inventories.ts'
import { codeOf, sendSigned } from './emulator-signed-request.ts'

let emulator: Emulator
let s3: S3Inventories
let defaults: Switches
let buckets = 0

beforeAll(async () => {
  emulator = await startEmulator()
  defaults = emulator.switches
})

afterAll(() => emulator.close())

beforeEach(async () => {
  buckets += 1
  s3 = new S3Inventories(emulator.s3, `photos-${buckets}`)
  await emulator.createBucket({ cloud: 's3', name: s3.bucket })
})

afterEach(() => {
  s3.close()
  emulator.setSwitches(defaults)
  emulator.resetFaults()
})

function document(changes: Readonly<Record<string, string>> = {}): string {
  const elements = {
    Id: '<Id>daily</Id>',
    IsEnabled: '<IsEnabled>true</IsEnabled>',
    IncludedObjectVersions: '<IncludedObjectVersions>All</IncludedObjectVersions>',
    Schedule: '<Schedule><Frequency>Weekly</Frequency></Schedule>',
    Destination: destination('<Bucket>arn:aws:s3:::reports</Bucket><Format>CSV</Format>'),
    ...changes,
  }
  return `<InventoryConfiguration>${Object.values(elements).join('')}</InventoryConfiguration>`
}

function destination(content: string): string {
  return `<Destination><S3BucketDestination>${content}</S3BucketDestination></Destination>`
}

const arn = '<Bucket>arn:aws:s3:::reports</Bucket>'

function putDocument(body: string, query = 'id=daily&inventory', name = s3.bucket) {
  return sendSigned(emulator.s3, { method: 'PUT', target: `/${name}?${query}`, body })
}

function getDocument() {
  return sendSigned(emulator.s3, { target: `/${s3.bucket}?id=daily&inventory` })
}

function putArn(name: string) {
  return putDocument(
    document({ Destination: destination(`<Bucket>${name}</Bucket><Format>CSV</Format>`) }),
  )
}

describe('configurations', () => {
  test('come back as they were put, also one that replaced another', async () => {
    expect(await s3.put('daily', { IsEnabled: false })).toBe(204)
    expect(await s3.put('daily')).toBe(204)
    expect(await s3.get('daily')).toEqual(inventoryConfiguration('daily'))
  })

  test('are listed by id, a hundred at a time, by a token that is the request’s own', async () => {
    const names = Array.from({ length: 205 }, (_, index) => `id-${index}`).toSorted()
    await Promise.all(names.toReversed().map((name) => s3.put(name)))
    const pages: (readonly (string | undefined)[])[] = []
    let token: string | undefined
    do {
      const { ids, next } = await s3.list(token)
      pages.push(ids)
      token = next
    } while (token !== undefined)
    expect(pages.map(({ length }) => length)).toEqual([100, 100, 5])
    expect(pages.flat()).toEqual(names)
    await expect(s3.list('id-100')).rejects.toMatchObject({ name: 'InvalidArgument' })
  })

  test('are gone once deleted, and cannot be deleted twice', async () => {
    await s3.put('daily')
    expect(await s3.delete('daily')).toBe(204)
    expect((await s3.list()).ids).toEqual([])
    await expect(s3.delete('daily')).rejects.toMatchObject({ name: 'NoSuchConfiguration' })
    await expect(s3.get('daily')).rejects.toMatchObject({
      name: 'NoSuchConfiguration',
      message: 'The specified configuration does not exist.',
    })
  })

  test('are as many as a bucket takes at most, each of which can be replaced', async () => {
    await emulator.createBucket({ cloud: 's3', name: 'small', maxInventories: 2 })
    const small = new S3Inventories(emulator.s3, 'small')
    await small.put('first')
    await small.put('second')
    await expect(small.put('third')).rejects.toMatchObject({ name: 'TooManyConfigurations' })
    expect(await small.put('second')).toBe(204)
    small.close()
  })

  test('need a bucket', async () => {
    const nowhere = new S3Inventories(emulator.s3, 'nowhere')
    await expect(nowhere.put('daily')).rejects.toMatchObject({ name: 'NoSuchBucket' })
    nowhere.close()
  })

  test('are answered with 200 on a put where the documentation is taken at its word', async () => {
    emulator.setSwitches({ s3PutStatus: 'ok' })
    expect(await s3.put('daily')).toBe(200)
  })
})

describe('a document', () => {
  const malformed = 'MalformedXML'
  test.each([
    ['no XML', 'hello', malformed],
    ['another root', '<Configuration/>', malformed],
    ['nothing', '', malformed],
    ['no id', document({ Id: '' }), malformed],
    ['another id', document({ Id: '<Id>weekly</Id>' }), 'IdMismatch'],
    ['no state', document({ IsEnabled: '' }), malformed],
    ['a bad state', document({ IsEnabled: '<IsEnabled>yes</IsEnabled>' }), malformed],
    ['two states', document({ More: '<IsEnabled>true</IsEnabled>' }), malformed],
    [
      'a bad frequency',
      document({ Schedule: '<Schedule><Frequency>Monthly</Frequency></Schedule>' }),
      malformed,
    ],
    ['no schedule', document({ Schedule: '' }), malformed],
    [
      'bad versions',
      document({ IncludedObjectVersions: '<IncludedObjectVersions>Some</IncludedObjectVersions>' }),
      malformed,
    ],
    ['no destination', document({ Destination: '' }), malformed],
    [
      'a bad format',
      document({ Destination: destination(`${arn}<Format>PARQUET</Format>`) }),
      malformed,
    ],
    [
      'a bad field',
      document({ OptionalFields: '<OptionalFields><Field>Sise</Field></OptionalFields>' }),
      malformed,
    ],
    [
      'both encryptions',
      document({
        Destination: destination(
          `${arn}<Format>CSV</Format><Encryption><SSE-S3/><SSE-KMS><KeyId>k</KeyId></SSE-KMS></Encryption>`,
        ),
      }),
      malformed,
    ],
    [
      'KMS without a key',
      document({
        Destination: destination(`${arn}<Format>CSV</Format><Encryption><SSE-KMS/></Encryption>`),
      }),
      malformed,
    ],
    [
      'a name for an ARN',
      document({ Destination: destination('<Bucket>reports</Bucket><Format>CSV</Format>') }),
      'InvalidS3DestinationBucket',
    ],
    [
      'an ARN with an account',
      document({
        Destination: destination(
          '<Bucket>arn:aws:s3::000000000000:reports</Bucket><Format>CSV</Format>',
        ),
      }),
      'InvalidS3DestinationBucket',
    ],
  ])('with %s is refused', async (_what, body, code) => {
    const response = await putDocument(body)
    expect([response.status, codeOf(response)]).toEqual([400, code])
    expect((await s3.list()).ids).toEqual([])
  })

  test('with a bad ARN is told why', async () => {
    expect((await putArn('reports')).text).toContain('<Message>Invalid bucket ARN.</Message>')
    expect((await putArn('arn:aws:s3::000000000000:reports')).text).toContain(
      '<Message>Bucket ARN should not specify a namespace.</Message>',
    )
  })

  test('with all fields there are is taken, but not for a directory bucket', async () => {
    const fields = ['ObjectLockEventHoldDuration', 'IntelligentTieringReferenceDate', 'ObjectOwner']
    const OptionalFields = `<OptionalFields>${fields.map((field) => `<Field>${field}</Field>`).join('')}</OptionalFields>`
    expect((await putDocument(document({ OptionalFields }))).status).toBe(204)
    const name = `${s3.bucket}--use1-az4--x-s3`
    await emulator.createBucket({ cloud: 's3', name })
    const refused = await putDocument(document({ OptionalFields }), 'id=daily&inventory', name)
    expect(codeOf(refused)).toBe('MalformedXML')
    expect((await putDocument(document(), 'id=daily&inventory', name)).status).toBe(204)
  })

  test('on a directory bucket is taken from the SDK, which opens a session first', async () => {
    const name = `${s3.bucket}--use1-az4--x-s3`
    await emulator.createBucket({ cloud: 's3', name })
    const directory = new S3Inventories(emulator.s3, name)
    expect(await directory.put('daily')).toBe(204)
    expect(await directory.get('daily')).toEqual(inventoryConfiguration('daily'))
    expect(await directory.delete('daily')).toBe(204)
    directory.close()
    expect(emulator.requests({ operation: 'CreateSession', bucket: name })).toBe(1)
  })

  test.each(['inventory', 'id=&inventory'])(
    'without an id in the query (%s) is refused',
    async (query) => {
      expect(codeOf(await putDocument(document(), query))).toBe('InvalidConfigurationId')
    },
  )

  const unknown = document({ New: '<NewThing a="1"><Deep>x</Deep></NewThing>' })
  test.each([
    ['keep', 204, '<NewThing><Deep>x</Deep></NewThing></InventoryConfiguration>'],
    ['drop', 204, '</IncludedObjectVersions></InventoryConfiguration>'],
    ['reject', 400, '<Code>NoSuchConfiguration</Code>'],
  ] as const)('with unknown elements: %s', async (unknownElements, status, end) => {
    emulator.setSwitches({ unknownElements })
    expect((await putDocument(unknown)).status).toBe(status)
    expect((await getDocument()).text).toContain(end)
  })

  test.each([
    ['keep', 204, '<Filter></Filter>'],
    ['drop', 204, '</IsEnabled><Destination>'],
    ['reject', 400, '<Code>NoSuchConfiguration</Code>'],
  ] as const)('with empty elements: %s', async (s3EmptyElements, status, part) => {
    emulator.setSwitches({ s3EmptyElements })
    const response = await putDocument(
      document({ Filter: '<Filter/>', Fields: '<OptionalFields/>' }),
    )
    expect(response.status).toBe(status)
    expect((await getDocument()).text).toContain(part)
  })

  test('with a field that nobody knows is taken where the service is ahead of us', async () => {
    emulator.setSwitches({ unknownFields: 'accept' })
    const OptionalFields = '<OptionalFields><Field>Sise</Field></OptionalFields>'
    expect((await putDocument(document({ OptionalFields }))).status).toBe(204)
  })

  test('with an odd id is refused where ids are restricted', async () => {
    expect(await s3.put('a b')).toBe(204)
    emulator.setSwitches({ s3Ids: 'restricted' })
    await expect(s3.put('a b')).rejects.toMatchObject({ name: 'InvalidConfigurationId' })
    expect(await s3.put('a-b')).toBe(204)
  })

  test('names a destination that must be there only where that is checked', async () => {
    emulator.setSwitches({ destination: 'checked' })
    await expect(s3.put('daily')).rejects.toMatchObject({ name: 'InvalidS3DestinationBucket' })
    const near = `${s3.bucket}-near`
    const far = `${s3.bucket}-far`
    await emulator.createBucket({ cloud: 's3', name: near })
    await emulator.createBucket({ cloud: 's3', name: far, region: 'eu-west-1' })
    const to = (name: string, AccountId = '000000000000') =>
      s3.put('daily', {
        Destination: {
          S3BucketDestination: { Bucket: `arn:aws:s3:::${name}`, Format: 'CSV', AccountId },
        },
      })
    expect(await to(near)).toBe(204)
    await expect(to(far)).rejects.toMatchObject({ name: 'InvalidS3DestinationBucket' })
    await expect(to(near, '1')).rejects.toMatchObject({ name: 'InvalidS3DestinationBucket' })
  })
})
