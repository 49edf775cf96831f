import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'

import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import type OSS from 'ali-oss'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { ossClient, ossDocument, OssInventories } from './emulator-oss-inventories.ts'

/** A second passes with every look at the clock. */
const start = Date.UTC(2025, 4, 17, 16, 0, 30)
let seconds = 0
let emulator: Emulator
let oss: ReturnType<typeof ossClient>
let inventories: OssInventories
let created = 0
let source: string
let reports: string

beforeAll(async () => {
  emulator = await startEmulator({
    now: () => {
      seconds += 1
      return start + seconds * 1000 + 7
    },
  })
  oss = ossClient(emulator.oss)
})

beforeEach(async () => {
  seconds = 0
  created += 1
  await useNewBuckets({ versioning: 'enabled' })
})

afterEach(() => {
  emulator.setSwitches({ ossRoles: 'own', ossPrefixSlash: 'joined', ossRegionFilters: 'honour' })
})

afterAll(() => emulator.close())

async function useNewBuckets(settings: { versioning?: 'enabled' }, ending = ''): Promise<void> {
  source = `photos-${created}${ending}`
  reports = `reports-${created}${ending}`
  await emulator.createBucket({ cloud: 'oss', name: source, ...settings })
  await emulator.createBucket({ cloud: 'oss', name: reports })
  inventories = new OssInventories(oss, source)
}

async function configure(changes: Parameters<typeof ossDocument>[0] = {}): Promise<void> {
  const Bucket = `<Bucket>acs:oss:::${reports}</Bucket><Prefix>inventories</Prefix>`
  await inventories.delete()
  await inventories.put(ossDocument({ Bucket, ...changes }))
}

function fields(...names: readonly string[]): string {
  return `<OptionalFields>${names.map((name) => `<Field>${name}</Field>`).join('')}</OptionalFields>`
}

/** Gives the id of the version. */
async function put(key: string, body = 'x', headers: object = {}): Promise<string> {
  oss.useBucket(source)
  const { res } = await oss.put(key, Buffer.from(body), { headers })
  return versionOf(res.headers)
}

function versionOf(headers: object): string {
  return String(Reflect.get(headers, 'x-oss-version-id'))
}

async function read(key: string): Promise<Buffer> {
  oss.useBucket(reports)
  const { content } = await oss.get(key)
  if (!Buffer.isBuffer(content)) throw new Error('no bytes')
  return content
}

/** What the delivery wrote, oldest first. */
async function written(): Promise<string[]> {
  oss.useBucket(reports)
  // Without any there is no list, whatever its type says.
  const { objects }: Partial<OSS.ListObjectResult> = await oss.list({ 'max-keys': 100 }, {})
  return (objects ?? [])
    .toSorted((a, b) => a.lastModified.localeCompare(b.lastModified))
    .map(({ name }) => name)
}

interface Manifest {
  readonly fileSchema: string
  readonly files: readonly { key: string; size: number; MD5checksum: string }[]
}

async function manifestOf(): Promise<Manifest> {
  const delivery = await emulator.deliver('oss', source, 'daily')
  if (!delivery.delivered) throw new Error(delivery.reason)
  const manifest: Manifest = JSON.parse((await read(delivery.manifestKey)).toString())
  return manifest
}

async function rowsOf({ files }: Manifest): Promise<string[]> {
  const texts = await Promise.all(
    files.map(async ({ key }) => gunzipSync(await read(key)).toString()),
  )
  return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''))
}

async function keysListed(): Promise<(string | undefined)[]> {
  return (await rowsOf(await manifestOf())).map((row) => row.split(',')[1])
}

async function refusal(): Promise<string> {
  const delivery = await emulator.deliver('oss', source, 'daily')
  expect(await written()).toEqual([])
  return delivery.delivered ? 'nothing' : delivery.reason
}

describe('what OSS writes', () => {
  test('files, checksum and manifest, in its layout and to the letter', async () => {
    await put('dir/body.xml')
    await put('dest.png')
    await configure({ OptionalFields: fields('Size', 'StorageClass', 'LastModifiedDate') })
    const delivery = await emulator.deliver('oss', source, 'daily', { rowsPerFile: 1 })
    const folder = `inventories/${source}/daily/2025-05-17T16-00Z`
    expect(delivery).toEqual({
      delivered: true,
      bucket: reports,
      manifestKey: `${folder}/manifest.json`,
    })
    const keys = await written()
    const [first = '', second = '', checksumKey = '', manifestKey = '', ...more] = keys
    expect(first).toMatch(new RegExp(`^inventories/${source}/daily/data/[0-9a-f-]{36}.csv.gz$`))
    expect(second).toBe(first.replace('.csv.gz', '-1.csv.gz'))
    expect([checksumKey, manifestKey, ...more]).toEqual([
      `${folder}/manifest.checksum`,
      `${folder}/manifest.json`,
    ])
    const manifest = await read(manifestKey)
    const files = await Promise.all(
      [first, second].map(async (key) => {
        const body = await read(key)
        const md5 = createHash('md5').update(body).digest('hex').toUpperCase()
        return `{"MD5checksum":"${md5}","key":"${key}","size":${body.length}}`
      }),
    )
    expect(manifest.toString()).toBe(
      `{"creationTimestamp":"1747497635","destinationBucket":"${reports}","fileFormat":"CSV","fileSchema":"Bucket, Key, Size, StorageClass, LastModifiedDate","files":[${files.join(',')}],"sourceBucket":"${source}","version":"2019-09-01"}`,
    )
    expect((await read(checksumKey)).toString()).toBe(
      createHash('md5').update(manifest).digest('hex').toUpperCase(),
    )
    expect(gunzipSync(await read(second)).toString()).toBe(
      `${source},"dir%2Fbody.xml","1","Standard","2025-05-17T16-00-33Z"\n`,
    )
  })

  test('every field in the order in which it was asked for, with versions and delete markers', async () => {
    const old = await put('key', '123456789', {
      'x-oss-storage-class': 'IA',
      'x-oss-server-side-encryption': 'AES256',
    })
    const { res } = await oss.delete('key')
    const marker = versionOf(res.headers)
    await configure({
      IncludedObjectVersions: '<IncludedObjectVersions>All</IncludedObjectVersions>',
      OptionalFields: fields(
        'Crc64',
        'ObjectType',
        'TaggingCount',
        'ObjectAcl',
        'EncryptionStatus',
        'IsMultipartUploaded',
        'ETag',
        'LastModifiedDate',
        'StorageClass',
        'Size',
        'TransitionTime',
        'LastAccessDate',
      ),
    })
    const manifest = await manifestOf()
    expect(manifest.fileSchema).toBe(
      'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, CRC64, ObjectType, TaggingCount, ObjectAcl, EncryptionStatus, IsMultipartUploaded, ETag, LastModifiedDate, StorageClass, Size, TransitionTime, LastAccessDate',
    )
    expect(await rowsOf(manifest)).toEqual([
      `${source},"key","${marker}","true","true","","","","","","","","2025-05-17T16-00-34Z","","","",""`,
      `${source},"key","${old}","false","false","11051210869376104954","Normal","0","default","true","false","25F9E794323B453885F5181F1B624D0B","2025-05-17T16-00-33Z","IA","9","","null"`,
    ])
  })

  test('versions of a bucket that never had any', async () => {
    await useNewBuckets({}, '-plain')
    await put('a')
    await configure({
      IncludedObjectVersions: '<IncludedObjectVersions>All</IncludedObjectVersions>',
      OptionalFields: '',
    })
    expect(await rowsOf(await manifestOf())).toEqual([`${source},"a","","true","false"`])
  })

  test('keys URL-encoded, slashes too', async () => {
    for (const key of ['a b+c%2F', 'q"\n', '照片/😀', "!'()*~"]) await put(key)
    await configure({ OptionalFields: '' })
    expect(await keysListed()).toEqual([
      '"%21%27%28%29%2A~"',
      '"a%20b%2Bc%252F"',
      '"q%22%0A"',
      '"%E7%85%A7%E7%89%87%2F%F0%9F%98%80"',
    ])
  })

  test('a destination prefix that ends in a slash, and none', async () => {
    await put('a')
    const bucket = `<Bucket>acs:oss:::${reports}</Bucket>`
    await configure({ Bucket: bucket })
    expect((await manifestOf()).files[0]?.key).toMatch(/^photos-\d+\/daily\/data\//)
    await configure({ Bucket: `${bucket}<Prefix>p/</Prefix>` })
    expect((await manifestOf()).files[0]?.key).toMatch(/^p\/photos-/)
    emulator.setSwitches({ ossPrefixSlash: 'doubled' })
    expect((await manifestOf()).files[0]?.key).toMatch(/^p\/\/photos-/)
  })

  test('objects that are encrypted as the configuration says', async () => {
    await put('a')
    await configure({
      Encryption: '<Encryption><SSE-KMS><KeyId>k-1</KeyId></SSE-KMS></Encryption>',
    })
    const [file] = (await manifestOf()).files
    oss.useBucket(reports)
    const { res } = await oss.head(file?.key ?? '')
    expect(res.headers).toMatchObject({
      'x-oss-server-side-encryption': 'KMS',
      'x-oss-server-side-encryption-key-id': 'k-1',
    })
  })
})

describe('what OSS lists', () => {
  test('what is under the prefix and there now', async () => {
    await put('x/1')
    await put('x/2')
    await put('y')
    await oss.delete('x/2')
    await configure({ Filter: '<Prefix>x/</Prefix>' })
    expect(await keysListed()).toEqual(['"x%2F1"'])
  })

  test('sizes, times and classes, bounds included', async () => {
    for (const [index, key] of ['a', 'b', 'c'].entries()) await put(key, 'x'.repeat(index + 1))
    await put('d', 'xx', { 'x-oss-storage-class': 'IA' })
    const second = (count: number) => start / 1000 + count
    await configure({
      Filter: '<LowerSizeBound>2</LowerSizeBound><UpperSizeBound>2</UpperSizeBound>',
    })
    expect(await keysListed()).toEqual(['"b"', '"d"'])
    await configure({ Filter: '<StorageClass>IA,Archive</StorageClass>' })
    expect(await keysListed()).toEqual(['"d"'])
    await configure({ Filter: '<StorageClass>All</StorageClass>' })
    expect(await keysListed()).toHaveLength(4)
    const times = `<LastModifyBeginTimeStamp>${second(4)}</LastModifyBeginTimeStamp><LastModifyEndTimeStamp>${second(5)}</LastModifyEndTimeStamp>`
    await configure({ Filter: times })
    expect(await keysListed()).toEqual(['"b"', '"c"'])
  })

  test('everything, where the region takes such filters and forgets them', async () => {
    emulator.setSwitches({ ossRegionFilters: 'ignore' })
    await put('a')
    await put('b', 'xx')
    await configure({ Filter: '<LowerSizeBound>2</LowerSizeBound>' })
    expect(await keysListed()).toEqual(['"a"', '"b"'])
  })

  test('no delete markers where a filter asks for a size', async () => {
    await put('a')
    await oss.delete('a')
    await configure({
      Filter: '<LowerSizeBound>1</LowerSizeBound>',
      IncludedObjectVersions: '<IncludedObjectVersions>All</IncludedObjectVersions>',
    })
    expect(await keysListed()).toEqual(['"a"'])
  })
})

describe('what keeps OSS from delivering', () => {
  test('nothing to list', async () => {
    await put('a')
    await configure({ Filter: '<Prefix>x/</Prefix>' })
    expect(await refusal()).toBe('no object matches, and OSS writes no report without rows')
  })

  test('a role that nobody knows, unless a switch says any', async () => {
    await put('a')
    await configure({ RoleArn: '<RoleArn>acs:ram::111111111111:role/inventory</RoleArn>' })
    expect(await refusal()).toBe(
      `there is no role "acs:ram::111111111111:role/inventory" of the account of "${reports}"`,
    )
    emulator.setSwitches({ ossRoles: 'any' })
    expect(await keysListed()).toEqual(['"a"'])
  })

  test('a destination that is not there, elsewhere, or of another account', async () => {
    await put('a')
    await configure({ Bucket: '<Bucket>acs:oss:::nowhere</Bucket>' })
    expect(await refusal()).toBe('there is no destination bucket "nowhere"')
    const [far, foreign] = [`far-${created}`, `foreign-${created}`]
    await emulator.createBucket({ cloud: 'oss', name: far, region: 'cn-beijing' })
    await configure({ Bucket: `<Bucket>acs:oss:::${far}</Bucket>` })
    expect(await refusal()).toContain(`"${far}" is in cn-beijing, its source in cn-hangzhou`)
    await emulator.createBucket({ cloud: 'oss', name: foreign, account: '111111111111' })
    await configure({ Bucket: `<Bucket>acs:oss:::${foreign}</Bucket>` })
    expect(await refusal()).toBe(`bucket "${foreign}" belongs to another account`)
  })

  test('an inventory that is disabled, however that is written', async () => {
    await put('a')
    await configure({ IsEnabled: '<IsEnabled>False</IsEnabled>' })
    expect(await refusal()).toBe('inventory "daily" is disabled')
    await configure({ IsEnabled: '<IsEnabled>True</IsEnabled>' })
    expect(await keysListed()).toEqual(['"a"'])
  })
})
