import { inventoryFields, recordedStorageClass, s3Vocabulary } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ComparedObject } from '../compared-object.ts'
import { instantFields } from './compared-object-document.ts'
import { comparedObjectLine } from './compared-object-line.ts'
import { comparedObjectOf } from './compared-object-of.ts'
import { comparedObjectSchema } from './compared-object-schema.ts'
import { comparedObjects } from './compared-object.test.support.ts'

describe('the line of an object', () => {
  it('loses nothing of it', () => {
    fc.assert(
      fc.property(comparedObjects, (object) => {
        const line = comparedObjectLine(object)
        expect(line).not.toContain('\n')
        // As bytes in a file.
        const document: unknown = JSON.parse(Buffer.from(line).toString())
        const read = comparedObjectOf(comparedObjectSchema.parse(document))
        expect(read).toStrictEqual(object)
        expect(comparedObjectLine(read)).toBe(line)
      }),
      { numRuns: 500 },
    )
  })

  it('has times, classes and versions as rows of a report have them', () => {
    const object: ComparedObject = {
      verdict: 'metadata-differs',
      by: 'md5-etag',
      fields: ['storageClass'],
      confirmed: true,
      key: 'b',
      left: {
        key: 'a',
        versionId: null,
        size: 1,
        lastModified: Date.UTC(2026, 10, 20, 1, 2, 3),
        storageClass: recordedStorageClass(s3Vocabulary, 'STANDARD_IA'),
      },
      right: { key: 'b', keyBytes: Uint8Array.of(255), lastModified: 0.5 },
    }
    expect(comparedObjectLine(object)).toBe(
      '{"verdict":"metadata-differs","by":"md5-etag","fields":["storageClass"],"confirmed":true,"key":"b",' +
        '"left":{"key":"a","versionId":null,"size":1,"lastModified":"2026-11-20T01:02:03Z",' +
        '"storageClass":"infrequent-access","nativeStorageClass":"STANDARD_IA"},' +
        '"right":{"key":"b","keyBytes":"/w==","lastModified":0.5}}',
    )
  })

  it('is the same whoever made the object, and in whatever order', () => {
    const left = { key: 'a', size: 1, etag: 'x' }
    expect(comparedObjectLine({ verdict: 'missing', key: 'a', left })).toBe(
      comparedObjectLine({ left: { etag: 'x', size: 1, key: 'a' }, key: 'a', verdict: 'missing' }),
    )
  })

  it('has every time of the vocabulary as text', () => {
    const times = Object.entries(inventoryFields).flatMap(([field, { type }]) =>
      type === 'instant' ? [field] : [],
    )
    expect(times.toSorted()).toStrictEqual(instantFields.toSorted())
  })
})

describe('a line that was not written by us', () => {
  it.each<[string, unknown]>([
    ['no verdict', { key: 'a' }],
    ['a verdict of its own', { verdict: 'fine', key: 'a' }],
    ['a member that we do not write', { verdict: 'missing', key: 'a', left: { key: 'a' }, x: 1 }],
    [
      'a field of a side that we do not write',
      { verdict: 'missing', key: 'a', left: { key: 'a', x: 1 } },
    ],
    ['no side', { verdict: 'missing', key: 'a' }],
    ['another side', { verdict: 'missing', key: 'a', right: { key: 'a' } }],
    [
      'a time that is none',
      { verdict: 'extra', key: 'a', right: { key: 'a', lastModified: '2026-11-20' } },
    ],
    [
      'a class that is none',
      { verdict: 'extra', key: 'a', right: { key: 'a', storageClass: 'Hot' } },
    ],
    ['a size that is none', { verdict: 'extra', key: 'a', right: { key: 'a', size: -1 } }],
    ['bytes that are none', { verdict: 'extra', key: 'a', keyBytes: '*', right: { key: 'a' } }],
    [
      'native columns that are no texts',
      { verdict: 'extra', key: 'a', right: { key: 'a', native: { x: 1 } } },
    ],
    ['nothing', null],
  ])('is refused for %s', (_, document) => {
    expect(comparedObjectSchema.safeParse(document).success).toBe(false)
  })
})
