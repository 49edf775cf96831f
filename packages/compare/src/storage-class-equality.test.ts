import { ossVocabulary, recordedStorageClass, s3Vocabulary } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { compareStorageClasses } from './storage-class-equality.ts'
import type { StorageClassEquality, StorageClassTable } from './storage-class-equality.ts'

const s3 = (native: string) => recordedStorageClass(s3Vocabulary, native)
const oss = (native: string) => recordedStorageClass(ossVocabulary, native)

describe('compareStorageClasses', () => {
  it.each<[string, string, StorageClassEquality]>([
    ['STANDARD', 'Standard', 'equal'],
    ['STANDARD_IA', 'IA', 'equal'],
    ['ONEZONE_IA', 'IA', 'equivalent'],
    ['REDUCED_REDUNDANCY', 'Standard', 'equivalent'],
    ['GLACIER', 'ColdArchive', 'equivalent'],
    ['DEEP_ARCHIVE', 'DeepColdArchive', 'equivalent'],
    ['GLACIER_IR', 'Archive', 'different'],
    ['STANDARD', 'IA', 'different'],
    ['INTELLIGENT_TIERING', 'Standard', 'different'],
    ['AWS_BACKUP_WARM', 'Standard', 'different'],
  ])('says of S3 %s and OSS %s: %s', (left, right, equality) => {
    expect(compareStorageClasses(s3(left), oss(right))).toBe(equality)
  })

  it('never calls a class another than itself, known or not', () => {
    for (const native of ['STANDARD', 'INTELLIGENT_TIERING', 'AWS_BACKUP_WARM', 'BRAND_NEW']) {
      expect(compareStorageClasses(s3(native), s3(native))).toBe('equal')
    }
    expect(compareStorageClasses(s3('BRAND_NEW'), s3('OTHER_NEW'))).toBe('different')
  })

  it('tells no class from a class', () => {
    expect(compareStorageClasses(undefined, undefined)).toBe('equal')
    expect(compareStorageClasses(s3('STANDARD'), undefined)).toBe('different')
    expect(compareStorageClasses(undefined, oss('Standard'))).toBe('different')
  })

  it('lets the table decide first, by neutral names and by native words, left to right', () => {
    const said = (word: string, equality: StorageClassEquality) => new Map([[word, equality]])
    const table: StorageClassTable = new Map([
      ['intelligent-tiering', said('Standard', 'equivalent')],
      ['standard', said('standard', 'different')],
      ['ONEZONE_IA', said('IA', 'equal')],
    ])
    const compare = (left: string, right: string) =>
      compareStorageClasses(s3(left), oss(right), table)
    expect(compare('INTELLIGENT_TIERING', 'Standard')).toBe('equivalent')
    expect(compare('STANDARD', 'Standard')).toBe('different')
    expect(compare('ONEZONE_IA', 'IA')).toBe('equal')
    expect(compareStorageClasses(oss('IA'), s3('ONEZONE_IA'), table)).toBe('equivalent')
  })
})
