import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { OssDeliveries, ossHeader } from './emulator-oss-deliveries.ts'
import { ossDocument } from './emulator-oss-inventories.ts'

const minute = 60_000

let now = Date.UTC(2025, 8, 28, 7, 41, 30, 24)
let data: string
let world: OssDeliveries

function start(): Promise<Emulator> {
  return startEmulator({ data, now: () => now })
}

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'changes-'))
  world = new OssDeliveries(await start())
  await world.createRole()
})

beforeEach(async () => {
  now = Date.UTC(2025, 8, 28, 7, 41, 30, 24)
  await world.useNewBuckets()
})

afterEach(() =>
  world.emulator.setSwitches({
    ossRoles: 'known',
    ossChangeFilter: 'prefix',
    ossChangeGaps: 'null',
  }),
)

afterAll(async () => {
  await world.emulator.close()
  await rm(data, { recursive: true })
})

const someFields = ['SequenceNumber', 'RecordType', 'RecordTimestamp']

async function configure(
  names: readonly string[] = someFields,
  changes: Parameters<typeof ossDocument>[0] = {},
): Promise<void> {
  const fields = names.map((name) => `<Field>${name}</Field>`).join('')
  const More = `<IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>600</Frequency></Schedule><OptionalFields>${fields}</OptionalFields></IncrementalInventory>`
  const Bucket = `<Bucket>acs:oss:::${world.reports}</Bucket><Prefix>inventories</Prefix>`
  const IncludedObjectVersions = '<IncludedObjectVersions>All</IncludedObjectVersions>'
  await world.inventories.put(ossDocument({ Bucket, More, IncludedObjectVersions, ...changes }))
}

/** Puts, gets or deletes the tags of an object; ali-oss would look at them before the service does. */
async function tag(method: 'PUT' | 'GET' | 'DELETE', object: string, body = ''): Promise<string> {
  const { data: answer } = await world.oss.request({
    method,
    bucket: world.source,
    object,
    subres: { tagging: '' },
    successStatuses: [200, 204],
    ...(body === '' ? {} : { mime: 'xml', content: Buffer.from(body) }),
  })
  return answer.toString()
}

function tagging(tags: Readonly<Record<string, string>>): string {
  const escaped = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const set = Object.entries(tags).map(
    ([key, value]) => `<Tag><Key>${key}</Key><Value>${escaped(value)}</Value></Tag>`,
  )
  return `<Tagging><TagSet>${set.join('')}</TagSet></Tagging>`
}

interface Delivered {
  readonly manifestKey: string
  readonly fileSchema: string
  readonly rows: readonly string[]
}

async function deliver(rowsPerFile?: number): Promise<Delivered> {
  const options = {
    kind: 'incremental',
    ...(rowsPerFile === undefined ? {} : { rowsPerFile }),
  } as const
  const delivery = await world.emulator.deliver('oss', world.source, 'daily', options)
  if (!delivery.delivered) throw new Error(delivery.reason)
  const { manifestKey } = delivery
  const manifest: { fileSchema: string; files: { key: string }[] } = JSON.parse(
    (await world.read(manifestKey)).toString(),
  )
  const texts = await Promise.all(
    manifest.files.map(async ({ key }) => (await world.read(key)).toString()),
  )
  const rows = texts.flatMap((text) => text.split('\n').slice(0, -1))
  return { manifestKey, fileSchema: manifest.fileSchema, rows }
}

async function refusal(): Promise<string> {
  const delivery = await world.emulator.deliver('oss', world.source, 'daily', {
    kind: 'incremental',
  })
  return delivery.delivered ? 'nothing' : delivery.reason
}

/** Keys of the rows, which stand behind the bucket. */
function keysOf({ rows }: Delivered): (string | undefined)[] {
  return rows.map((row) => row.split(',')[1])
}

describe('what OSS writes of changes', () => {
  test('files and the manifest, in its layout and to the letter, and no checksum', async () => {
    await configure()
    await world.put('dir/a b.txt')
    await world.put('c')
    const { manifestKey } = await deliver(1)
    const folder = `inventories/${world.source}/daily/incremental_inventory/2025-09-28T07-4000Z`
    expect(manifestKey).toBe(`${folder}/manifest.json`)
    const [first = '', second = '', ...more] = await world.written()
    expect(first).toMatch(new RegExp(`^${folder}/data/[0-9a-f-]{36}_0\\.csv$`))
    expect(second).toBe(first.replace('_0.csv', '_1.csv'))
    expect(more).toEqual([manifestKey])
    expect((await world.read(first)).toString()).toBe(
      `${world.source},"dir%2Fa%20b.txt","null","false","00000000000000000001","CREATE","2025-09-28 07:41:30.024"\n`,
    )
    const files = await Promise.all(
      [first, second].map(async (key) => {
        const body = await world.read(key)
        const md5 = createHash('md5').update(body).digest('hex').toUpperCase()
        return `{"MD5checksum":"${md5}","key":"${key}","size":${body.length}}`
      }),
    )
    expect((await world.read(manifestKey)).toString()).toBe(
      `{"startTimestamp":"1759045200","endTimestamp":"1759045800","destinationBucket":"${world.reports}","fileFormat":"CSV","fileSchema":"Bucket, Key, VersionId, IsDeleteMarker, SequenceNumber, RecordType, RecordTimestamp","files":[${files.join(',')}],"sourceBucket":"${world.source}","version":"2025-09-30"}`,
    )
  })

  test('of current versions no columns of versions', async () => {
    await world.useNewBuckets({ versioning: 'enabled' })
    const IncludedObjectVersions = '<IncludedObjectVersions>Current</IncludedObjectVersions>'
    await configure(['RecordType'], { IncludedObjectVersions })
    await world.put('a')
    expect((await deliver()).rows).toEqual([`${world.source},"a","CREATE"`])
  })

  test('every field in the order in which it was asked for, of a put, a delete marker and a delete for good', async () => {
    await world.useNewBuckets({ versioning: 'enabled' })
    await configure([
      'EncryptionStatus',
      'Crc64',
      'ObjectAcl',
      'ObjectType',
      'IsMultipartUploaded',
      'ETag',
      'LastModifiedDate',
      'StorageClass',
      'Size',
      'SourceIp',
      'RequestId',
      'Requester',
      'RecordTimestamp',
      'RecordType',
      'SequenceNumber',
    ])
    const made = await world.put('key', '123456789')
    const [version, putId] = ['version-id', 'request-id'].map((name) => ossHeader(made, name))
    now += 1500
    const marked = await world.remove('key')
    const [marker, markerId] = ['version-id', 'request-id'].map((name) => ossHeader(marked, name))
    now += 1500
    await world.remove('key', { versionId: version })
    const { fileSchema, rows } = await deliver()
    expect(fileSchema).toBe(
      'Bucket, Key, VersionId, IsDeleteMarker, EncryptionStatus, CRC64, ObjectAcl, ObjectType, IsMultipartUploaded, ETag, LastModifiedDate, StorageClass, Size, SourceIp, RequestId, Requester, RecordTimestamp, RecordType, SequenceNumber',
    )
    const nulls = (count: number): string => Array.from({ length: count }, () => '"null"').join(',')
    expect(rows).toEqual([
      `${world.source},"key","${version}","false","false","11051210869376104954","default","Normal","false","25F9E794323B453885F5181F1B624D0B","2025-09-28T07-41-30Z","Standard","9","127.0.0.1","${putId}","000000000000","2025-09-28 07:41:30.024","CREATE","00000000000000000001"`,
      `${world.source},"key","${marker}","true",${nulls(6)},"2025-09-28T07-41-31Z",${nulls(2)},"127.0.0.1","${markerId}","000000000000","2025-09-28 07:41:31.524","DELETE","00000000000000000002"`,
      `${world.source},"key","${version}",${nulls(13)},"2025-09-28 07:41:33.024","DELETE","00000000000000000003"`,
    ])
  })

  test('a delete where there are no versions, many at once, and an upload in parts', async () => {
    await configure()
    for (const key of ['a', 'b', 'c']) await world.put(key)
    await world.remove('a')
    await world.remove('nothing')
    await world.oss.deleteMulti(['b', 'c'])
    await world.oss.multipartUpload('large', Buffer.alloc(200 * 1024), { partSize: 100 * 1024 })
    const { rows } = await deliver()
    const told = rows.map((row) =>
      row
        .split(',')
        .slice(1)
        .filter((_, index) => index < 3 || index === 4),
    )
    expect(told).toEqual([
      ['"a"', '"null"', '"false"', '"CREATE"'],
      ['"b"', '"null"', '"false"', '"CREATE"'],
      ['"c"', '"null"', '"false"', '"CREATE"'],
      ['"a"', '"null"', '"null"', '"DELETE"'],
      ['"b"', '"null"', '"null"', '"DELETE"'],
      ['"c"', '"null"', '"null"', '"DELETE"'],
      ['"large"', '"null"', '"false"', '"CREATE"'],
    ])
  })

  test('tags that are put and deleted, which change nothing else', async () => {
    await world.put('a')
    await configure(['RecordType', 'LastModifiedDate'], {
      OptionalFields: '<OptionalFields><Field>TaggingCount</Field></OptionalFields>',
    })
    now += 1000
    await tag('PUT', 'a', tagging({ team: 'photos & <more>', year: '2025' }))
    expect(await tag('GET', 'a')).toContain(tagging({ team: 'photos & <more>', year: '2025' }))
    const { res } = await world.oss.head('a')
    expect(ossHeader(res, 'tagging-count')).toBe('2')
    await world.emulator.deliver('oss', world.source, 'daily')
    const file = (await world.written()).find((key) => key.endsWith('.csv.gz')) ?? ''
    expect(gunzipSync(await world.read(file)).toString()).toBe(
      `${world.source},"a","","true","false","2"\n`,
    )
    await tag('DELETE', 'a')
    expect(await tag('GET', 'a')).toContain('<Tagging><TagSet></TagSet></Tagging>')
    const row = `${world.source},"a","null","false","UPDATE_METADATA","2025-09-28T07-41-30Z"`
    expect((await deliver()).rows).toEqual([row, row])
  })

  test('no tags that OSS refuses', async () => {
    await world.put('a')
    await configure()
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v']))
    for (const tags of [many, { ['k'.repeat(129)]: 'v' }, { k: 'v'.repeat(257) }, { '': 'v' }])
      await expect(tag('PUT', 'a', tagging(tags))).rejects.toMatchObject({ code: 'InvalidTag' })
    await expect(tag('PUT', 'b', tagging({ k: 'v' }))).rejects.toMatchObject({ code: 'NoSuchKey' })
    expect(await refusal()).toContain('nothing has changed')
  })

  test('nothing instead of null where a switch says so', async () => {
    world.emulator.setSwitches({ ossChangeGaps: 'empty' })
    await configure(['Size'])
    await world.put('a')
    await world.remove('a')
    expect((await deliver()).rows).toEqual([
      `${world.source},"a","","false","1"`,
      `${world.source},"a","","",""`,
    ])
  })

  test('only what is under the prefix, unless a switch says otherwise', async () => {
    await configure(someFields, { Filter: '<Prefix>x/</Prefix>' })
    await world.put('y')
    expect(await refusal()).toContain('nothing has changed')
    await world.put('x/1')
    expect(keysOf(await deliver())).toEqual(['"x%2F1"'])
    now += 10 * minute
    world.emulator.setSwitches({ ossChangeFilter: 'ignored' })
    await world.put('y')
    expect(keysOf(await deliver())).toEqual(['"y"'])
  })
})

describe('when OSS writes of changes', () => {
  test('ten minutes at a time, the oldest first, each once', async () => {
    await configure()
    await world.put('a')
    now += 10 * minute
    await world.put('b')
    now += 30 * minute
    await world.put('c')
    expect(keysOf(await deliver())).toEqual(['"a"'])
    expect(keysOf(await deliver())).toEqual(['"b"'])
    const last = await deliver()
    expect(keysOf(last)).toEqual(['"c"'])
    expect(last.manifestKey).toContain('/2025-09-28T08-2000Z/')
    expect(await refusal()).toBe(
      'nothing has changed that was not delivered, and OSS delivers no window without changes',
    )
  })

  test('minutes that are not over are delivered again, whole, if more happens', async () => {
    await configure()
    await world.put('a')
    const first = await deliver()
    await world.put('b')
    const second = await deliver()
    expect(second.manifestKey).toBe(first.manifestKey)
    expect(keysOf(second)).toEqual(['"a"', '"b"'])
  })

  test('nothing of before the inventory was there, nor after it was deleted', async () => {
    await world.put('early')
    await configure()
    await world.put('a')
    expect(keysOf(await deliver())).toEqual(['"a"'])
    await world.inventories.delete()
    await world.put('b')
    await configure()
    await world.put('c')
    expect(keysOf(await deliver())).toEqual(['"c"'])
  })

  test('also while the inventory itself is disabled', async () => {
    await configure(someFields, { IsEnabled: '<IsEnabled>false</IsEnabled>' })
    await world.put('a')
    expect(keysOf(await deliver())).toEqual(['"a"'])
  })

  test('after a restart, from where it came to', async () => {
    await configure()
    await world.put('a')
    await deliver()
    now += 10 * minute
    await world.put('b')
    await world.emulator.close()
    world.goOnWith(await start())
    const { rows } = await deliver()
    expect(rows).toEqual([
      `${world.source},"b","null","false","00000000000000000002","CREATE","2025-09-28 07:51:30.024"`,
    ])
    await world.put('c')
    expect(keysOf(await deliver())).toEqual(['"b"', '"c"'])
  })

  test('its own deliveries count where they go into the bucket that they are of', async () => {
    world.reports = world.source
    await configure(['RecordType', 'Requester', 'SourceIp'])
    await world.put('a')
    const { manifestKey } = await deliver()
    const { rows } = await deliver()
    expect(rows).toHaveLength(3)
    expect(rows.at(-1)).toBe(
      `${world.source},"${encodeURIComponent(manifestKey)}","null","false","CREATE","000000000000","null"`,
    )
  })
})

describe('what keeps OSS from writing of changes', () => {
  test('a role that nobody knows; nothing is lost by it', async () => {
    await configure(someFields, { RoleArn: '<RoleArn>acs:ram::111111111111:role/r</RoleArn>' })
    await world.put('a')
    expect(await refusal()).toContain('there is no role "acs:ram::111111111111:role/r"')
    expect(await world.written()).toEqual([])
    world.emulator.setSwitches({ ossRoles: 'any' })
    expect(keysOf(await deliver())).toEqual(['"a"'])
  })

  test('an inventory that delivers none', async () => {
    await world.inventories.put(
      ossDocument({ Bucket: `<Bucket>acs:oss:::${world.reports}</Bucket>` }),
    )
    await world.put('a')
    expect(await refusal()).toBe('inventory "daily" delivers no changes')
  })

  test('S3, which has no such inventories', async () => {
    await expect(
      world.emulator.deliver('s3', world.source, 'daily', { kind: 'incremental' }),
    ).rejects.toThrow('S3 delivers no changes')
  })
})
