import {
  fromOssConfiguration,
  readOssDocument,
  toOssConfiguration,
  writeOssDocument,
} from '@bucket-inventory/alibaba-oss'
import {
  fromS3Configuration,
  readS3Document,
  toS3Configuration,
  writeS3Document,
} from '@bucket-inventory/aws-s3'
import { acceptTranslation, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { BucketScope, InventoryConfiguration, NativeRemainder } from '@bucket-inventory/core'
import { readDocument } from '@bucket-inventory/xml'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { ossDocumentArbitrary } from './oss-document-arbitrary.ts'
import { s3DocumentArbitrary } from './s3-document-arbitrary.ts'

interface Adapter {
  readonly name: string
  readonly documents: fc.Arbitrary<string>
  readonly scopes: readonly BucketScope[]
  readonly interpret: (text: string, scope: BucketScope) => InventoryConfiguration
  readonly write: (configuration: InventoryConfiguration, scope: BucketScope) => string
}

const adapters: readonly Adapter[] = [
  {
    name: 'S3',
    documents: s3DocumentArbitrary,
    scopes: [{}, { region: 'eu-west-1' }, { region: 'cn-north-1' }],
    interpret: (text, scope) => fromS3Configuration(readS3Document(text), scope).configuration,
    write: (configuration, scope) =>
      writeS3Document(acceptTranslation(toS3Configuration(configuration, scope))),
  },
  {
    name: 'OSS',
    documents: ossDocumentArbitrary,
    scopes: [{}, { region: 'cn-qingdao' }, { region: 'cn-hangzhou' }],
    interpret: (text, scope) => fromOssConfiguration(readOssDocument(text), scope).configuration,
    write: (configuration, scope) =>
      writeOssDocument(acceptTranslation(toOssConfiguration(configuration, scope))),
  },
]

describe.each(adapters)('$name', ({ documents, scopes, interpret, write }) => {
  it('law 2: writes back every document that the service can hold, unknown elements included', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(...scopes), (text, scope) => {
        const configuration = interpret(text, scope)
        // Not toStrictEqual, which takes an element named `constructor` for the constructor.
        expect(tree(write(configuration, scope))).toEqual(tree(text))
      }),
      { numRuns: propertyRuns },
    )
  })

  it('law 2: reads every such document as a configuration that a person may write', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(...scopes), (text, scope) => {
        const configuration = interpret(text, scope)
        const written: unknown = JSON.parse(JSON.stringify(configuration))
        expect(parseInventoryConfiguration(written)).toEqual(configuration)
      }),
      { numRuns: propertyRuns },
    )
  })
})

/** The whole document as a tree, in which the order of different elements does not matter. */
function tree(text: string): NativeRemainder | undefined {
  return readDocument(text, ['InventoryConfiguration']).element.remainder()
}
