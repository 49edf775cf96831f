import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, Switches } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { OssInventories, ossClient, ossDocument } from './emulator-oss-inventories.ts'

let emulator: Emulator
let oss: OssInventories
let defaults: Switches

beforeAll(async () => {
  emulator = await startEmulator()
  defaults = emulator.switches
  oss = new OssInventories(ossClient(emulator.oss), 'photos')
  await emulator.createBucket({ cloud: 'oss', name: oss.bucket })
})

afterAll(() => emulator.close())

afterEach(() => {
  emulator.setSwitches(defaults)
})

const text = (name: string, content: string | number) => `<${name}>${content}</${name}>`
const begin = (seconds: number | string) => text('LastModifyBeginTimeStamp', seconds)
const end = (seconds: number | string) => text('LastModifyEndTimeStamp', seconds)
const lower = (bytes: number | string) => text('LowerSizeBound', bytes)
const upper = (bytes: number | string) => text('UpperSizeBound', bytes)
const encrypted = (content: string) => text('Encryption', content)
const field = (name: string) => text('OptionalFields', text('Field', name))
const incremental = (seconds: number, name: string) =>
  text(
    'IncrementalInventory',
    `<IsEnabled>true</IsEnabled>${text('Schedule', text('Frequency', seconds))}${field(name)}`,
  )

type Changes = NonNullable<Parameters<typeof ossDocument>[0]>

describe('a document is refused with the number of the cause', () => {
  test.each<[string, Changes, string | undefined]>([
    ['no id', { Id: '' }, '05'],
    ['a bad state', { IsEnabled: text('IsEnabled', 'yes') }, '06'],
    ['no state', { IsEnabled: '' }, '07'],
    ['a begin that is no number', { Filter: begin('abc') }, '08'],
    ['a lower bound that is no number', { Filter: lower('1k') }, '10'],
    ['an upper bound that is no number', { Filter: upper('') }, '11'],
    ['no format', { Format: '' }, '12'],
    ['no account', { AccountId: '' }, '13'],
    ['both encryptions', { Encryption: encrypted('<SSE-OSS/><SSE-KMS/>') }, '16'],
    ['no frequency', { Schedule: '' }, '17'],
    ['a begin after the end', { Filter: begin(1638347592) + end(1637883649) }, '22'],
    ['a begin before 2010', { Filter: begin(1262275199) }, '22'],
    ['a begin of 0', { Filter: begin(0) }, '22'],
    ['an end after 9999', { Filter: end(253402272000) }, '23'],
    ['an end of 0', { Filter: end(0) }, '23'],
    ['a lower bound above the upper', { Filter: lower(2) + upper(1) }, '25'],
    ['a lower bound above 50 TiB', { Filter: lower(54975581388801) }, '25'],
    ['a lower bound below 0', { Filter: lower(-1) }, '25'],
    ['an unknown class', { Filter: text('StorageClass', 'Standard,UNKNOW_TYPE') }, '26'],
    ['a format that is not CSV', { Format: text('Format', 'ORC') }, '27'],
    ['an empty account', { AccountId: text('AccountId', '') }, '28'],
    ['a name for a bucket', { Bucket: text('Bucket', 'reports') }, '30'],
    ['a bucket name that is too short', { Bucket: text('Bucket', 'acs:oss:::re') }, '31'],
    ['a bucket name that is none', { Bucket: text('Bucket', 'acs:oss:::Reports') }, '32'],
    ['a key with SSE-OSS', { Encryption: encrypted('<SSE-OSS><KeyId>k</KeyId></SSE-OSS>') }, '35'],
    ['an unknown field', { OptionalFields: field('StartTime') }, '36'],
    ['unknown versions', { IncludedObjectVersions: text('IncludedObjectVersions', 'Some') }, '37'],
    ['another id', { Id: text('Id', 'weekly') }, '43'],
    ['an empty id', { Id: text('Id', '') }, '44'],
    ['an id of 193 characters', { Id: text('Id', 'x'.repeat(193)) }, '44'],
    // Their numbers are not published.
    ['an upper bound of 0', { Filter: upper(0) }, undefined],
    ['an upper bound above 50 TiB', { Filter: upper(54975581388801) }, undefined],
    ['a prefix of 1,024 bytes', { Filter: text('Prefix', 'é'.repeat(512)) }, undefined],
    ['no role', { RoleArn: '' }, undefined],
    ['the name of a role', { RoleArn: text('RoleArn', 'inventory') }, undefined],
    ['an unknown frequency', { Schedule: text('Frequency', 'Hourly') }, undefined],
    [
      'a day for a day',
      { Schedule: '<Frequency>Daily</Frequency><DayOfMonth>3</DayOfMonth>' },
      undefined,
    ],
    [
      'a 32nd day',
      { Schedule: '<Frequency>Monthly</Frequency><DayOfMonth>32</DayOfMonth>' },
      undefined,
    ],
    ['an incremental hour', { More: incremental(3600, 'RecordType') }, undefined],
    ['an unknown incremental field', { More: incremental(600, 'TaggingCount') }, '36'],
  ])('for %s', async (_what, changes, number) => {
    const refused = oss.put(ossDocument(changes))
    await expect(refused).rejects.toMatchObject({ status: 400, code: 'InvalidArgument' })
    const ecCode = number === undefined ? undefined : `0020-000000${number}`
    await expect(refused).rejects.toHaveProperty('ecCode', ecCode)
  })

  test.each([
    ['no XML', 'hello'],
    ['another root', '<Inventory/>'],
    ['two ids', ossDocument({ More: text('Id', 'daily') })],
    ['a raw ampersand', ossDocument({ Filter: text('Prefix', 'a&b') })],
  ])('for %s, which is malformed', async (_what, body) => {
    await expect(oss.put(body)).rejects.toMatchObject({
      code: 'MalformedXML',
      ecCode: '0031-00000001',
    })
  })

  test('for no id in the query', async () => {
    await expect(oss.delete('')).rejects.toMatchObject({ ecCode: '0020-00000002' })
    await expect(oss.get('')).rejects.toMatchObject({ ecCode: '0020-00000002' })
  })
})

describe('what nobody knows is taken by default, and refused where a switch says so', () => {
  const all = { IncludedObjectVersions: text('IncludedObjectVersions', 'All') }
  test.each<[Partial<Switches>, Changes, string | undefined]>([
    [{ ossZeroLowerBound: 'reject' }, { Filter: lower(0) }, '0020-00000025'],
    [{ ossFutureEnd: 'reject' }, { Filter: end(253402271999) }, '0020-00000023'],
    [
      { ossDeepColdArchive: 'reject' },
      { Filter: text('StorageClass', 'IA,DeepColdArchive') },
      '0020-00000026',
    ],
    [{ ossAllVersions: 'reject' }, all, '0020-00000045'],
    [{ ossEmptyKms: 'reject' }, { Encryption: encrypted('<SSE-KMS/>') }, undefined],
    [{ ossAccessFields: 'reject' }, { OptionalFields: field('LastAccessDate') }, '0020-00000036'],
    [{ ossRegionFilters: 'reject' }, { Filter: lower(1) }, undefined],
    [{ unknownElements: 'reject' }, { More: '<New/>' }, '0031-00000001'],
    [{ ossIncremental: 'disabled' }, { More: incremental(600, 'RecordType') }, undefined],
  ])('%j', async (switches, changes, ecCode) => {
    await oss.put(ossDocument(changes))
    await oss.delete()
    emulator.setSwitches(switches)
    await expect(oss.put(ossDocument(changes))).rejects.toHaveProperty('ecCode', ecCode)
  })

  test('a monthly schedule where there is none', async () => {
    const far = new OssInventories(ossClient(emulator.oss, { region: 'oss-us-east-1' }), 'far')
    await emulator.createBucket({ cloud: 'oss', name: 'far', region: 'us-east-1' })
    const monthly = ossDocument({ Schedule: text('Frequency', 'Monthly') })
    await far.put(monthly)
    await far.delete()
    emulator.setSwitches({ ossMonthly: 'by-region' })
    await expect(far.put(monthly)).rejects.toMatchObject({ code: 'InvalidArgument' })
    await oss.put(monthly)
    await oss.delete()
  })

  test('incremental inventories that were not opened', async () => {
    emulator.setSwitches({ ossIncremental: 'disabled' })
    const refused = oss.put(ossDocument({ More: incremental(600, 'RecordType') }))
    await expect(refused).rejects.toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Incremental Inventory is disabled.',
    })
  })

  test('a destination that is not there, or not one’s own', async () => {
    emulator.setSwitches({ destination: 'checked' })
    await expect(oss.put(ossDocument())).rejects.toMatchObject({ ecCode: '0020-00000032' })
    await emulator.createBucket({ cloud: 'oss', name: 'strange', account: '111111111111' })
    const strange = ossDocument({ Bucket: text('Bucket', 'acs:oss:::strange') })
    await expect(oss.put(strange)).rejects.toMatchObject({ ecCode: '0020-00000033' })
    await emulator.createBucket({ cloud: 'oss', name: 'reports' })
    const misnamed = ossDocument({ AccountId: text('AccountId', '111111111111') })
    await expect(oss.put(misnamed)).rejects.toMatchObject({ ecCode: '0020-00000028' })
    expect(await oss.put(ossDocument())).toBe(200)
  })
})
