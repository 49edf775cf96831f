import * as fc from 'fast-check'

import { documentText, nativeText, shuffled, unknownElements } from './native-document.ts'
import type { Element } from './native-document.ts'

const fields = [
  'Size',
  'LastModifiedDate',
  'ETag',
  'ObjectOwner',
  'ChecksumAlgorithm',
  'NotYetKnown',
]

const encryption: fc.Arbitrary<readonly Element[]> = fc.oneof(
  fc.constant([]),
  fc.constant([['Encryption', [['SSE-S3', '']]]] as const),
  fc.constant([
    ['Encryption', [['SSE-KMS', [['KeyId', 'arn:aws:kms:eu-west-1:012345678901:key/1']]]]],
  ] as const),
  fc.constant([['Encryption', [['SSE-NEW', [['Strength', '11']]]]]] as const),
)

/** Documents that S3 can hold, in any order, with elements and words of a version to come. */
export const s3DocumentArbitrary: fc.Arbitrary<string> = fc
  .record({
    id: fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/),
    enabled: fc.constantFrom('true', 'false'),
    versions: fc.constantFrom('All', 'Current', 'Newest'),
    frequency: fc.constantFrom('Daily', 'Weekly', 'Hourly'),
    prefix: fc.option(nativeText, { nil: undefined }),
    fields: fc.shuffledSubarray(fields),
    format: fc.constantFrom('CSV', 'ORC', 'Parquet', 'Avro'),
    bucket: fc.constantFrom(
      'arn:aws:s3:::reports',
      'arn:aws-cn:s3:::reports',
      'arn:aws:s3::012345678901:reports',
    ),
    account: fc.option(fc.stringMatching(/^\d{12}$/), { nil: undefined }),
    destinationPrefix: fc.option(nativeText, { nil: undefined }),
    encryption,
    unknown: fc.array(unknownElements, { minLength: 4, maxLength: 4 }),
  })
  .chain((parts) => {
    const [root = [], place = [], filter = [], schedule = []] = parts.unknown
    const destination: readonly Element[] = [
      ['Bucket', parts.bucket],
      ['Format', parts.format],
      ...optional('AccountId', parts.account),
      ...optional('Prefix', parts.destinationPrefix),
      ...parts.encryption,
      ...place,
    ]
    const filters = [...optional('Prefix', parts.prefix), ...filter]
    return shuffled(
      [
        ['Id', parts.id],
        ['IsEnabled', parts.enabled],
        ['IncludedObjectVersions', parts.versions],
        ['Schedule', [['Frequency', parts.frequency], ...schedule]],
        ['Destination', [['S3BucketDestination', destination]]],
      ],
      filters.length === 0 ? [] : [['Filter', filters]],
      parts.fields.length === 0
        ? []
        : [['OptionalFields', parts.fields.map((field): Element => ['Field', field])]],
      root,
    )
  })
  .map((children) =>
    documentText('InventoryConfiguration', children, 'http://s3.amazonaws.com/doc/2006-03-01/'),
  )

function optional(name: string, text: string | undefined): readonly Element[] {
  return text === undefined ? [] : [[name, text]]
}
