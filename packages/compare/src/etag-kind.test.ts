import { ossVocabulary, recordedStorageClass, s3Vocabulary } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { etagKind, etagKindOf } from './etag-kind.ts'
import type { EtagKind } from './evidence-facts.ts'
import type { RecordAttributes } from './matching.ts'

const plain = { encryption: { encrypted: false, type: undefined } }
const encrypted = (type?: string) => ({ encryption: { encrypted: true, type } })
const s3 = { dialect: 'aws-s3', bucket: 'photos' }
const oss = { dialect: 'alibaba-oss', bucket: 'photos-cn' }
const md5 = '0123456789abcdef0123456789ABCDEF'

describe('etagKind', () => {
  it.each<[string, RecordAttributes, EtagKind]>([
    ['no encryption', plain, 'md5'],
    ['SSE-S3', encrypted('SSE-S3'), 'md5'],
    ['SSE-KMS', encrypted('SSE-KMS'), 'encrypted'],
    ['DSSE-KMS', encrypted('DSSE-KMS'), 'encrypted'],
    ['SSE-C', encrypted('SSE-C'), 'encrypted'],
    ['an encryption that came later', encrypted('SSE-Q'), 'encrypted'],
    ['an encryption without a name', encrypted(), 'unknown-encryption'],
    ['no column of encryption', {}, 'unknown-encryption'],
    ['an upload in parts', { ...plain, isMultipartUploaded: true }, 'parts'],
    ['no upload in parts', { ...plain, isMultipartUploaded: false }, 'md5'],
    [
      'a directory bucket, by its class',
      { ...plain, storageClass: recordedStorageClass(s3Vocabulary, 'EXPRESS_ONEZONE') },
      'other',
    ],
  ])('on S3, knows %s', (_, attributes, kind) => {
    expect(etagKind(s3, attributes)).toBe(kind)
  })

  it('on S3, knows a directory bucket by its name', () => {
    expect(etagKind({ ...s3, bucket: 'photos--use1-az4--x-s3' }, plain)).toBe('other')
  })

  it.each<[string, RecordAttributes, EtagKind]>([
    ['a plain object that was put', { ...plain, objectType: 'Normal' }, 'md5'],
    ['words in any case', { ...plain, objectType: 'NORMAL' }, 'md5'],
    ['an appended object', { ...plain, objectType: 'Appendable' }, 'other'],
    ['a symbolic link', { ...plain, objectType: 'Symlink' }, 'other'],
    ['a type that came later', { ...plain, objectType: 'Folded' }, 'other'],
    ['an upload in parts', { ...plain, objectType: 'Multipart' }, 'parts'],
    ['an upload in parts by the other column', { ...plain, isMultipartUploaded: true }, 'parts'],
    ['no column of types', { ...plain, isMultipartUploaded: false }, 'unknown-upload'],
    ['an encrypted object', { ...encrypted(), objectType: 'Normal' }, 'unknown-encryption'],
    ['no column of encryption', { objectType: 'Normal' }, 'unknown-encryption'],
    [
      'a storage class, which says nothing',
      { ...plain, objectType: 'Normal', storageClass: recordedStorageClass(ossVocabulary, 'IA') },
      'md5',
    ],
  ])('on OSS, knows %s', (_, attributes, kind) => {
    expect(etagKind(oss, attributes)).toBe(kind)
  })

  it('takes no ETag of another provider for an MD5', () => {
    expect(etagKind({ dialect: 'tencent-cos', bucket: 'photos' }, plain)).toBe('other')
  })
})

describe('etagKindOf', () => {
  it('goes by the form of the ETag first', () => {
    expect(etagKindOf(s3, plain)).toBe('none')
    expect(etagKindOf(s3, { ...plain, etag: md5 })).toBe('md5')
    expect(etagKindOf(s3, { ...plain, etag: `${md5}-2` })).toBe('parts')
    expect(etagKindOf(s3, { ...encrypted('SSE-KMS'), etag: `${md5}-2` })).toBe('parts')
    expect(etagKindOf(s3, { ...plain, etag: md5.slice(1) })).toBe('other')
    expect(etagKindOf(oss, { ...plain, objectType: 'Appendable', etag: md5 })).toBe('other')
  })
})
