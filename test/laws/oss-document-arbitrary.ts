import * as fc from 'fast-check'

import { documentText, nativeText, shuffled, unknownElements } from './native-document.ts'
import type { Element } from './native-document.ts'

const fields = [
  'Size',
  'LastModifiedDate',
  'ETag',
  'Crc64',
  'TransitionTime',
  'LastAccessDate',
  'NotYetKnown',
]
const logFields = ['SequenceNumber', 'RecordType', 'SourceIp', 'Size', 'NotYetKnown']
const seconds = fc.integer({ min: 1_262_275_200, max: 253_402_271_999 })
const bytes = fc.integer({ min: 1, max: 54_975_581_388_800 })

const encryption: fc.Arbitrary<readonly Element[]> = fc.oneof(
  fc.constant([]),
  fc.constant([['Encryption', [['SSE-OSS', '']]]] as const),
  fc.constant([['Encryption', [['SSE-KMS', '']]]] as const),
  fc.constant([['Encryption', [['SSE-KMS', [['KeyId', '9468da86']]]]]] as const),
  fc.constant([['Encryption', [['SSE-NEW', [['Strength', '11']]]]]] as const),
)

const schedule: fc.Arbitrary<readonly Element[]> = fc.oneof(
  fc
    .constantFrom('Daily', 'Weekly', 'Monthly', 'Once', 'Hourly')
    .map((word) => [['Frequency', word]] as const),
  fc.integer({ min: 1, max: 31 }).map(
    (day) =>
      [
        ['Frequency', 'Monthly'],
        ['DayOfMonth', String(day)],
      ] as const,
  ),
  fc.constantFrom('true', 'false').map(
    (gone) =>
      [
        ['Frequency', 'Once'],
        ['AutoDelete', gone],
      ] as const,
  ),
)

const filter: fc.Arbitrary<readonly Element[]> = fc
  .record({
    prefix: fc.option(nativeText, { nil: undefined }),
    times: fc.option(fc.tuple(seconds, seconds), { nil: undefined }),
    sizes: fc.option(fc.tuple(bytes, bytes), { nil: undefined }),
    classes: fc.option(
      fc.shuffledSubarray(['Standard', 'IA', 'Archive', 'ColdArchive', 'NotYetKnown'], {
        minLength: 1,
      }),
      { nil: undefined },
    ),
    unknown: unknownElements,
  })
  .map(({ prefix, times, sizes, classes, unknown }) => [
    ...optional('Prefix', prefix),
    ...(times === undefined
      ? []
      : range('LastModifyBeginTimeStamp', 'LastModifyEndTimeStamp', times)),
    ...(sizes === undefined ? [] : range('LowerSizeBound', 'UpperSizeBound', sizes)),
    ...optional('StorageClass', classes?.toSorted().join(',')),
    ...unknown,
  ])

const incremental: fc.Arbitrary<readonly Element[]> = fc.option(
  fc
    .tuple(fc.constantFrom('true', 'false'), fc.shuffledSubarray(logFields))
    .map(([enabled, list]): readonly Element[] => [
      [
        'IncrementalInventory',
        [['IsEnabled', enabled], ['Schedule', [['Frequency', '600']]], ...fieldElements(list)],
      ],
    ]),
  { nil: [] },
)

/** Documents that OSS can hold, without zero-filled elements, in any order, with elements and words of a version to come. */
export const ossDocumentArbitrary: fc.Arbitrary<string> = fc
  .record({
    id: nativeText,
    enabled: fc.constantFrom('true', 'false'),
    versions: fc.constantFrom('All', 'Current', 'Newest'),
    filter,
    fields: fc.shuffledSubarray(fields),
    bucket: fc.constantFrom('acs:oss:::reports', 'acs:oss:cn-hangzhou:1:reports'),
    destinationPrefix: fc.option(nativeText, { nil: undefined }),
    format: fc.constantFrom('CSV', 'Avro'),
    encryption,
    schedule,
    incremental,
    unknown: fc.array(unknownElements, { minLength: 3, maxLength: 3 }),
  })
  .chain((parts) => {
    const [root = [], place = [], timing = []] = parts.unknown
    const destination: readonly Element[] = [
      ['Format', parts.format],
      ['AccountId', '1283641033516515'],
      ['RoleArn', 'acs:ram::1283641033516515:role/R'],
      ['Bucket', parts.bucket],
      ...optional('Prefix', parts.destinationPrefix),
      ...parts.encryption,
      ...place,
    ]
    return shuffled(
      [
        ['Id', parts.id],
        ['IsEnabled', parts.enabled],
        ['IncludedObjectVersions', parts.versions],
        ['Schedule', [...parts.schedule, ...timing]],
        ['Destination', [['OSSBucketDestination', destination]]],
      ],
      parts.filter.length === 0 ? [] : [['Filter', parts.filter]],
      fieldElements(parts.fields),
      parts.incremental,
      root,
    )
  })
  .map((children) => documentText('InventoryConfiguration', children))

function optional(name: string, text: string | undefined): readonly Element[] {
  return text === undefined ? [] : [[name, text]]
}

function range(
  low: string,
  high: string,
  [one, other]: readonly [number, number],
): readonly Element[] {
  return [
    [low, String(Math.min(one, other))],
    [high, String(Math.max(one, other))],
  ]
}

function fieldElements(list: readonly string[]): readonly Element[] {
  return list.length === 0
    ? []
    : [['OptionalFields', list.map((field): Element => ['Field', field])]]
}
