import { ossVocabulary, recordedStorageClass, s3Vocabulary } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import type { RecordAttributes } from './matching.ts'
import { metadataDifferences } from './metadata-differences.ts'

const encryption = (encrypted: boolean, type?: string) => ({ encryption: { encrypted, type } })

describe('metadataDifferences', () => {
  it.each<[RecordAttributes, RecordAttributes, boolean]>([
    [encryption(true, 'SSE-S3'), encryption(true), false],
    [encryption(true), encryption(true, 'SSE-KMS'), false],
    [encryption(true, 'SSE-S3'), encryption(true, 'SSE-KMS'), true],
    [encryption(true), encryption(false), true],
    [encryption(false), encryption(false), false],
    [encryption(false), {}, true],
    [{}, {}, false],
  ])('tells %j from %j: %s', (left, right, differs) => {
    expect(metadataDifferences(left, right, ['encryption'])).toStrictEqual(
      differs ? ['encryption'] : [],
    )
    expect(metadataDifferences(right, left, ['encryption'])).toHaveLength(differs ? 1 : 0)
  })

  it('compares classes by their tier, and every other field as it is', () => {
    const left = {
      storageClass: recordedStorageClass(s3Vocabulary, 'ONEZONE_IA'),
      owner: 'a',
      tagCount: 0,
      replicationStatus: 'COMPLETED',
    }
    const right = {
      storageClass: recordedStorageClass(ossVocabulary, 'IA'),
      owner: 'b',
      tagCount: 0,
    }
    expect(
      metadataDifferences(left, right, ['storageClass', 'owner', 'tagCount', 'replicationStatus']),
    ).toStrictEqual(['owner', 'replicationStatus'])
    const table = new Map([['ONEZONE_IA', new Map([['IA', 'different' as const]])]])
    expect(metadataDifferences(left, right, ['storageClass'], table)).toStrictEqual([
      'storageClass',
    ])
  })
})
