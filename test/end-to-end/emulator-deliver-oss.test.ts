import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'

import { startEmulator } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { OssDeliveries, ossHeader } from './emulator-oss-deliveries.ts'
import { ossDocument } from './emulator-oss-inventories.ts'
import { TickingClock } from './ticking-clock.ts'

const start = Date.UTC(2025, 4, 17, 16, 0, 30)
const clock = new TickingClock(start)
let world: OssDeliveries

beforeAll(async () => {
  world = new OssDeliveries(await startEmulator({ now: clock.now }))
  await world.createRole()
})

beforeEach(async () => {
  clock.reset()
  await world.useNewBuckets({ versioning: 'enabled' })
})

afterEach(() => {
  world.emulator.setSwitches({
    ossRoles: 'known',
    ossPrefixSlash: 'joined',
    ossRegionFilters: 'honour',
  })
})

afterAll(() => world.emulator.close())

async function configure(changes: Parameters<typeof ossDocument>[0] = {}): Promise<void> {
  const Bucket = `<Bucket>acs:oss:::${world.reports}</Bucket><Prefix>inventories</Prefix>`
  await world.inventories.delete()
  await world.inventories.put(ossDocument({ Bucket, ...changes }))
}

function fields(...names: readonly string[]): string {
  return `<OptionalFields>${names.map((name) => `<Field>${name}</Field>`).join('')}</OptionalFields>`
}

interface Manifest {
  readonly fileSchema: string
  readonly files: readonly { key: string; size: number; MD5checksum: string }[]
}

async function manifestOf(): Promise<Manifest> {
  const delivery = await world.emulator.deliver('oss', world.source, 'daily')
  if (!delivery.delivered) throw new Error(delivery.reason)
  const manifest: Manifest = JSON.parse((await world.read(delivery.manifestKey)).toString())
  return manifest
}

async function rowsOf({ files }: Manifest): Promise<string[]> {
  const texts = await Promise.all(
    files.map(async ({ key }) => gunzipSync(await world.read(key)).toString()),
  )
  return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''))
}

async function keysListed(): Promise<(string | undefined)[]> {
  return (await rowsOf(await manifestOf())).map((row) => row.split(',')[1])
}

async function refusal(): Promise<string> {
  const delivery = await world.emulator.deliver('oss', world.source, 'daily')
  expect(await world.written()).toEqual([])
  return delivery.delivered ? 'nothing' : delivery.reason
}

describe('what OSS writes', () => {
  test('files, checksum and manifest, in its layout and to the letter', async () => {
    await world.put('dir/body.xml')
    await world.put('dest.png')
    await configure({ OptionalFields: fields('Size', 'StorageClass', 'LastModifiedDate') })
    const delivery = await world.emulator.deliver('oss', world.source, 'daily', { rowsPerFile: 1 })
    const folder = `inventories/${world.source}/daily/2025-05-17T16-00Z`
    expect(delivery).toEqual({
      delivered: true,
      bucket: world.reports,
      manifestKey: `${folder}/manifest.json`,
    })
    const keys = await world.written()
    const [first = '', second = '', checksumKey = '', manifestKey = '', ...more] = keys
    expect(first).toMatch(
      new RegExp(`^inventories/${world.source}/daily/data/[0-9a-f-]{36}.csv.gz$`),
    )
    expect(second).toBe(first.replace('.csv.gz', '-1.csv.gz'))
    expect([checksumKey, manifestKey, ...more]).toEqual([
      `${folder}/manifest.checksum`,
      `${folder}/manifest.json`,
    ])
    const manifest = await world.read(manifestKey)
    const files = await Promise.all(
      [first, second].map(async (key) => {
        const body = await world.read(key)
        const md5 = createHash('md5').update(body).digest('hex').toUpperCase()
        return `{"MD5checksum":"${md5}","key":"${key}","size":${body.length}}`
      }),
    )
    expect(manifest.toString()).toBe(
      `{"creationTimestamp":"1747497635","destinationBucket":"${world.reports}","fileFormat":"CSV","fileSchema":"Bucket, Key, Size, StorageClass, LastModifiedDate","files":[${files.join(',')}],"sourceBucket":"${world.source}","version":"2019-09-01"}`,
    )
    expect((await world.read(checksumKey)).toString()).toBe(
      createHash('md5').update(manifest).digest('hex').toUpperCase(),
    )
    expect(gunzipSync(await world.read(second)).toString()).toBe(
      `${world.source},"dir%2Fbody.xml","1","Standard","2025-05-17T16-00-33Z"\n`,
    )
  })

  test('every field in the order in which it was asked for, with versions and delete markers', async () => {
    const made = await world.put('key', '123456789', {
      'x-oss-storage-class': 'IA',
      'x-oss-server-side-encryption': 'AES256',
    })
    const marked = await world.remove('key')
    const [old, marker] = [made, marked].map((answer) => ossHeader(answer, 'version-id'))
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
      `${world.source},"key","${marker}","true","true","","","","","","","","2025-05-17T16-00-34Z","","","",""`,
      `${world.source},"key","${old}","false","false","11051210869376104954","Normal","0","default","true","false","25F9E794323B453885F5181F1B624D0B","2025-05-17T16-00-33Z","IA","9","","null"`,
    ])
  })

  test('versions of a bucket that never had any', async () => {
    await world.useNewBuckets()
    await world.put('a')
    await configure({
      IncludedObjectVersions: '<IncludedObjectVersions>All</IncludedObjectVersions>',
      OptionalFields: '',
    })
    expect(await rowsOf(await manifestOf())).toEqual([`${world.source},"a","","true","false"`])
  })

  test('keys URL-encoded, slashes too', async () => {
    for (const key of ['a b+c%2F', 'q"\n', '照片/😀', "!'()*~"]) await world.put(key)
    await configure({ OptionalFields: '' })
    expect(await keysListed()).toEqual([
      '"%21%27%28%29%2A~"',
      '"a%20b%2Bc%252F"',
      '"q%22%0A"',
      '"%E7%85%A7%E7%89%87%2F%F0%9F%98%80"',
    ])
  })

  test('a destination prefix that ends in a slash, and none', async () => {
    await world.put('a')
    const bucket = `<Bucket>acs:oss:::${world.reports}</Bucket>`
    await configure({ Bucket: bucket })
    expect((await manifestOf()).files[0]?.key).toMatch(/^photos-\d+\/daily\/data\//)
    await configure({ Bucket: `${bucket}<Prefix>p/</Prefix>` })
    expect((await manifestOf()).files[0]?.key).toMatch(/^p\/photos-/)
    world.emulator.setSwitches({ ossPrefixSlash: 'doubled' })
    expect((await manifestOf()).files[0]?.key).toMatch(/^p\/\/photos-/)
  })

  test('objects that are encrypted as the configuration says', async () => {
    await world.put('a')
    await configure({
      Encryption: '<Encryption><SSE-KMS><KeyId>k-1</KeyId></SSE-KMS></Encryption>',
    })
    const [file] = (await manifestOf()).files
    world.oss.useBucket(world.reports)
    const { res } = await world.oss.head(file?.key ?? '')
    expect(res.headers).toMatchObject({
      'x-oss-server-side-encryption': 'KMS',
      'x-oss-server-side-encryption-key-id': 'k-1',
    })
  })
})

describe('what OSS lists', () => {
  test('what is under the prefix and there now', async () => {
    await world.put('x/1')
    await world.put('x/2')
    await world.put('y')
    await world.remove('x/2')
    await configure({ Filter: '<Prefix>x/</Prefix>' })
    expect(await keysListed()).toEqual(['"x%2F1"'])
  })

  test('sizes, times and classes, bounds included', async () => {
    for (const [index, key] of ['a', 'b', 'c'].entries())
      await world.put(key, 'x'.repeat(index + 1))
    await world.put('d', 'xx', { 'x-oss-storage-class': 'IA' })
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
    world.emulator.setSwitches({ ossRegionFilters: 'ignore' })
    await world.put('a')
    await world.put('b', 'xx')
    await configure({ Filter: '<LowerSizeBound>2</LowerSizeBound>' })
    expect(await keysListed()).toEqual(['"a"', '"b"'])
  })

  test('no delete markers where a filter asks for a size', async () => {
    await world.put('a')
    await world.remove('a')
    await configure({
      Filter: '<LowerSizeBound>1</LowerSizeBound>',
      IncludedObjectVersions: '<IncludedObjectVersions>All</IncludedObjectVersions>',
    })
    expect(await keysListed()).toEqual(['"a"'])
  })
})

describe('what keeps OSS from delivering', () => {
  test('nothing to list', async () => {
    await world.put('a')
    await configure({ Filter: '<Prefix>x/</Prefix>' })
    expect(await refusal()).toBe('no object matches, and OSS writes no report without rows')
  })

  test('a role that nobody knows, unless a switch says any', async () => {
    await world.put('a')
    await configure({ RoleArn: '<RoleArn>acs:ram::111111111111:role/inventory</RoleArn>' })
    expect(await refusal()).toBe(
      `there is no role "acs:ram::111111111111:role/inventory" of the account of "${world.reports}"`,
    )
    world.emulator.setSwitches({ ossRoles: 'any' })
    expect(await keysListed()).toEqual(['"a"'])
  })

  test('a destination that is not there, elsewhere, or of another account', async () => {
    await world.put('a')
    await configure({ Bucket: '<Bucket>acs:oss:::nowhere</Bucket>' })
    expect(await refusal()).toBe('there is no destination bucket "nowhere"')
    const [far, foreign] = [`far-${world.source}`, `foreign-${world.source}`]
    await world.emulator.createBucket({ cloud: 'oss', name: far, region: 'cn-beijing' })
    await configure({ Bucket: `<Bucket>acs:oss:::${far}</Bucket>` })
    expect(await refusal()).toContain(`"${far}" is in cn-beijing, its source in cn-hangzhou`)
    await world.emulator.createBucket({ cloud: 'oss', name: foreign, account: '111111111111' })
    await configure({ Bucket: `<Bucket>acs:oss:::${foreign}</Bucket>` })
    expect(await refusal()).toBe(`bucket "${foreign}" belongs to another account`)
  })

  test('an inventory that is disabled, however that is written', async () => {
    await world.put('a')
    await configure({ IsEnabled: '<IsEnabled>False</IsEnabled>' })
    expect(await refusal()).toBe('inventory "daily" is disabled')
    await configure({ IsEnabled: '<IsEnabled>True</IsEnabled>' })
    expect(await keysListed()).toEqual(['"a"'])
  })
})
