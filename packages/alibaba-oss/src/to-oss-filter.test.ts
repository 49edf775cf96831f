import {
  isWithin,
  leafPaths,
  matchesFilter,
  recordedStorageClass,
  ossVocabulary,
} from '@bucket-inventory/core'
import type {
  BucketScope,
  FindingPath,
  InventoryConfiguration,
  InventoryFilter,
  ObjectRecord,
  Verdict,
} from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import type { OssFilter } from './oss-configuration.ts'
import { toOssConfiguration } from './to-oss-configuration.ts'

const plain: InventoryConfiguration = {
  id: 'inventory1',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: ['size', 'lastModified', 'storageClass'],
  destination: {
    bucket: 'reports-cn',
    accountId: '1283641033516515',
    roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
    format: 'csv',
  },
}
const verified: BucketScope = { region: 'cn-qingdao' }
const verifiedToo: BucketScope = { region: 'oss-eu-central-1' }
const elsewhere: BucketScope = { region: 'cn-hangzhou' }

interface Row {
  readonly says: string
  readonly asks: InventoryFilter
  readonly scope?: BucketScope
  readonly found: readonly (readonly [FindingPath, Verdict])[]
  readonly filter?: OssFilter
  readonly residual?: InventoryFilter
}

const rows: readonly Row[] = [
  // ─── filter.prefix
  {
    says: 'a prefix',
    asks: { prefix: ' a&b<c>"日本😀\r\n ' },
    found: [],
    filter: { Prefix: ' a&b<c>"日本😀\r\n ' },
  },
  {
    says: 'a prefix of 1,024 characters',
    asks: { prefix: 'p'.repeat(1024) },
    found: [['filter.prefix', 'emulated']],
    residual: { prefix: 'p'.repeat(1024) },
  },
  {
    says: 'a prefix of 1,023 bytes, which are 341 characters',
    asks: { prefix: '日'.repeat(341) },
    found: [],
    filter: { Prefix: '日'.repeat(341) },
  },
  {
    says: 'a prefix of 1,026 bytes, which are 342 characters',
    asks: { prefix: '日'.repeat(342) },
    found: [['filter.prefix', 'emulated']],
    residual: { prefix: '日'.repeat(342) },
  },
  {
    says: 'a prefix with U+0001',
    asks: { prefix: 'a\u0001' },
    found: [['filter.prefix', 'needs-input']],
  },
  // ─── filter.lastModified
  {
    says: 'whole seconds, where that is documented',
    asks: { lastModified: { from: '2021-11-25T23:40:49Z', to: '2021-12-01T08:33:12Z' } },
    scope: verified,
    found: [],
    filter: { LastModifyBeginTimeStamp: 1_637_883_649, LastModifyEndTimeStamp: 1_638_347_592 },
  },
  {
    says: 'whole seconds elsewhere',
    asks: { lastModified: { from: '2021-11-25T23:40:49Z', to: '2021-12-01T08:33:12Z' } },
    scope: elsewhere,
    found: [
      ['filter.lastModified.from', 'unverified'],
      ['filter.lastModified.to', 'unverified'],
    ],
    filter: { LastModifyBeginTimeStamp: 1_637_883_649, LastModifyEndTimeStamp: 1_638_347_592 },
    residual: { lastModified: { from: '2021-11-25T23:40:49Z', to: '2021-12-01T08:33:12Z' } },
  },
  {
    says: 'the same instant at another offset',
    asks: { lastModified: { from: '2021-11-26T07:40:49+08:00' } },
    scope: verified,
    found: [],
    filter: { LastModifyBeginTimeStamp: 1_637_883_649 },
  },
  {
    says: 'fractions of seconds, which it widens',
    asks: { lastModified: { from: '2021-11-25T23:40:49.5Z', to: '2021-12-01T08:33:12.001Z' } },
    scope: verified,
    found: [
      ['filter.lastModified.from', 'emulated'],
      ['filter.lastModified.to', 'emulated'],
    ],
    filter: { LastModifyBeginTimeStamp: 1_637_883_649, LastModifyEndTimeStamp: 1_638_347_593 },
    residual: { lastModified: { from: '2021-11-25T23:40:49.5Z', to: '2021-12-01T08:33:12.001Z' } },
  },
  {
    says: 'a fraction elsewhere, as emulated only',
    asks: { lastModified: { to: '2021-12-01T08:33:12.001Z' } },
    scope: elsewhere,
    found: [['filter.lastModified.to', 'emulated']],
    filter: { LastModifyEndTimeStamp: 1_638_347_593 },
    residual: { lastModified: { to: '2021-12-01T08:33:12.001Z' } },
  },
  {
    says: 'the first and the last second that OSS knows',
    asks: { lastModified: { from: '2009-12-31T16:00:00Z', to: '9999-12-31T15:59:59Z' } },
    scope: verified,
    found: [],
    filter: { LastModifyBeginTimeStamp: 1_262_275_200, LastModifyEndTimeStamp: 253_402_271_999 },
  },
  {
    says: 'times before the first and after the last',
    asks: { lastModified: { from: '2009-12-31T15:59:59Z', to: '9999-12-31T16:00:00Z' } },
    scope: verified,
    found: [
      ['filter.lastModified.from', 'emulated'],
      ['filter.lastModified.to', 'emulated'],
    ],
    residual: { lastModified: { from: '2009-12-31T15:59:59Z', to: '9999-12-31T16:00:00Z' } },
  },
  {
    says: 'an end before the first',
    asks: { lastModified: { to: '2005-01-01T00:00:00Z' } },
    scope: verified,
    found: [['filter.lastModified.to', 'emulated']],
    residual: { lastModified: { to: '2005-01-01T00:00:00Z' } },
  },
  {
    says: 'a range that ends before it begins',
    asks: { lastModified: { from: '2022-01-01T00:00:00Z', to: '2021-01-01T00:00:00Z' } },
    scope: verified,
    found: [
      ['filter.lastModified.from', 'emulated'],
      ['filter.lastModified.to', 'emulated'],
    ],
    residual: { lastModified: { from: '2022-01-01T00:00:00Z', to: '2021-01-01T00:00:00Z' } },
  },
  {
    says: 'a local time',
    asks: { lastModified: { from: '2021-11-25T23:40:49' } },
    scope: verified,
    found: [['filter.lastModified.from', 'needs-input']],
  },
  // ─── filter.size
  {
    says: 'sizes, where they are documented',
    asks: { size: { min: 1024, max: 1_048_576 } },
    scope: verifiedToo,
    found: [],
    filter: { LowerSizeBound: 1024, UpperSizeBound: 1_048_576 },
  },
  {
    says: 'sizes elsewhere',
    asks: { size: { min: 1024, max: 1_048_576 } },
    found: [
      ['filter.size.min', 'unverified'],
      ['filter.size.max', 'unverified'],
    ],
    filter: { LowerSizeBound: 1024, UpperSizeBound: 1_048_576 },
    residual: { size: { min: 1024, max: 1_048_576 } },
  },
  {
    says: 'a least size of 0, which OSS reads as none',
    asks: { size: { min: 0 } },
    scope: verified,
    found: [['filter.size.min', 'emulated']],
    residual: { size: { min: 0 } },
  },
  {
    says: 'a most size of 0, which OSS would read as none and list everything',
    asks: { size: { max: 0 } },
    scope: verified,
    found: [['filter.size.max', 'emulated']],
    filter: { UpperSizeBound: 1 },
    residual: { size: { max: 0 } },
  },
  {
    says: 'the largest size, and one beyond',
    asks: { size: { min: 54_975_581_388_800, max: 54_975_581_388_801 } },
    scope: verified,
    found: [['filter.size.max', 'emulated']],
    filter: { LowerSizeBound: 54_975_581_388_800 },
    residual: { size: { max: 54_975_581_388_801 } },
  },
  // ─── filter.storageClasses
  {
    says: 'classes, where they are documented',
    asks: { storageClasses: ['standard', 'infrequent-access'] },
    scope: verified,
    found: [],
    filter: { StorageClass: 'Standard,IA' },
  },
  {
    says: 'classes elsewhere',
    asks: { storageClasses: ['cold-archive', 'archive'] },
    found: [['filter.storageClasses', 'unverified']],
    filter: { StorageClass: 'ColdArchive,Archive' },
    residual: { storageClasses: ['cold-archive', 'archive'] },
  },
  {
    says: 'a class that only the console names',
    asks: { storageClasses: ['deep-cold-archive'] },
    scope: verified,
    found: [['filter.storageClasses', 'unverified']],
    filter: { StorageClass: 'DeepColdArchive' },
    residual: { storageClasses: ['deep-cold-archive'] },
  },
  {
    says: 'a class that OSS does not have among others',
    asks: { storageClasses: ['standard', 'deep-archive'] },
    found: [['filter.storageClasses', 'emulated']],
    residual: { storageClasses: ['standard', 'deep-archive'] },
  },
  {
    says: 'a class of another provider alone',
    asks: { storageClasses: ['aws-s3:SNOW'] },
    scope: verified,
    found: [['filter.storageClasses', 'emulated']],
    residual: { storageClasses: ['aws-s3:SNOW'] },
  },
  {
    says: 'a class of OSS that this table does not have',
    asks: { storageClasses: ['alibaba-oss:Glacial'] },
    scope: verified,
    found: [],
    filter: { StorageClass: 'Glacial' },
  },
  {
    says: 'words of OSS that are no class',
    asks: { storageClasses: ['alibaba-oss:All', 'alibaba-oss:IA,Standard'] },
    scope: verified,
    found: [['filter.storageClasses', 'emulated']],
    residual: { storageClasses: ['alibaba-oss:All', 'alibaba-oss:IA,Standard'] },
  },
  {
    says: 'a class of OSS that has a neutral name',
    asks: { storageClasses: ['alibaba-oss:IA'] },
    scope: elsewhere,
    found: [
      ['filter.storageClasses', 'coerced'],
      ['filter.storageClasses', 'unverified'],
    ],
    filter: { StorageClass: 'IA' },
    residual: { storageClasses: ['infrequent-access'] },
  },
]

it.each(rows)('carries $says', ({ asks, scope = {}, found, filter, residual }) => {
  const translation = toOssConfiguration({ ...plain, filter: asks }, scope)
  expect(translation.findings.map(({ path, verdict }) => [path, verdict])).toEqual(found)
  expect(translation.residual).toEqual(residual)
  const needsInput = found.some(([, verdict]) => verdict === 'needs-input')
  expect(translation.complete).toBe(!needsInput)
  expect(translation.complete ? translation.native.Filter : undefined).toEqual(filter)
})

it('says something of every path of the filter', () => {
  const paths = new Set(rows.flatMap(({ found }) => found.map(([path]) => path)))
  const ofFilter = leafPaths.filter((path) => isWithin(path, 'filter'))
  expect(ofFilter.filter((path) => !paths.has(path))).toEqual([])
})

/** Law 5: reading with the residual lists what was asked for, whether the service filters or not. */
describe('with its residual lists exactly what was asked for', () => {
  const translated = rows.flatMap(({ says, asks, scope = {} }) => {
    const translation = toOssConfiguration({ ...plain, filter: asks }, scope)
    return translation.complete ? [{ says, asks, scope, translation }] : []
  })

  it.each(translated)('$says', ({ asks, scope, translation }) => {
    const { native, residual = {} } = translation
    for (const object of objects) {
      const wanted = isWanted(asks, object)
      const honoured = listedByOss(native.Filter ?? {}, object) && matchesFilter(residual, object)
      expect([object, honoured]).toEqual([object, wanted])
      if (scope === verified || scope === verifiedToo) continue
      const { Prefix = '' } = native.Filter ?? {}
      const ignored = listedByOss({ Prefix }, object) && matchesFilter(residual, object)
      expect([object, ignored]).toEqual([object, wanted])
    }
  })
})

type Listed = Pick<ObjectRecord, 'key' | 'lastModified' | 'size' | 'storageClass'>

const times = [
  '2004-12-31T23:59:59.500Z',
  '2009-12-31T15:59:59Z',
  '2021-11-25T23:40:49.000Z',
  '2021-11-25T23:40:49.499Z',
  '2021-11-25T23:40:49.500Z',
  '2021-12-01T08:33:12.000Z',
  '2021-12-01T08:33:12.001Z',
  '2021-12-01T08:33:12.002Z',
  '2022-06-01T00:00:00Z',
].map((text) => Date.parse(text))
const sizes = [0, 1, 2, 1023, 1024, 1_048_576, 1_048_577, 54_975_581_388_800]
const objects: readonly Listed[] = [
  ...times.map((lastModified) => object({ lastModified })),
  ...sizes.map((size) => object({ size })),
  ...ossVocabulary.storageClasses.map((storageClass) => object({ storageClass })),
  object({ storageClass: recordedStorageClass(ossVocabulary, 'Glacial') }),
  object({ key: ' a&b<c>"日本😀\r\n x' }),
  object({ key: 'p'.repeat(1024) }),
  object({ key: 'p'.repeat(1023) }),
]

function object(change: Partial<Listed>): Listed {
  return {
    key: 'photos/1.jpg',
    lastModified: Date.parse('2021-11-28T00:00:00Z'),
    size: 2048,
    storageClass: recordedStorageClass(ossVocabulary, 'Standard'),
    ...change,
  }
}

/** A word of OSS for a class that has a neutral name means that class. */
function isWanted(asked: InventoryFilter, object: Listed): boolean {
  const { storageClasses } = asked
  if (storageClasses === undefined) return matchesFilter(asked, object)
  const meant = storageClasses.map((name) =>
    name === 'alibaba-oss:IA' ? 'infrequent-access' : name,
  )
  return matchesFilter({ ...asked, storageClasses: meant }, object)
}

/** What the service does, by its documentation. */
function listedByOss(filter: OssFilter, { key, lastModified = 0, size = 0, storageClass }: Listed) {
  const { Prefix = '', StorageClass } = filter
  const { LastModifyBeginTimeStamp: begin = 0, LastModifyEndTimeStamp: end = Infinity } = filter
  const { LowerSizeBound: lower = 0, UpperSizeBound: upper = Infinity } = filter
  return (
    key.startsWith(Prefix) &&
    lastModified >= begin * 1000 &&
    lastModified <= end * 1000 &&
    size >= lower &&
    size <= upper &&
    (StorageClass === undefined || StorageClass.split(',').includes(storageClass?.native ?? ''))
  )
}
