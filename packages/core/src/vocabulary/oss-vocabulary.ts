import type { ProviderVocabulary } from './provider-vocabulary.ts'

/**
 * Words of OSS bucket inventory: as asked for in `OptionalFields`, then other spellings that its pages and reports use.
 * Follows https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketinventory and
 * https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory.
 */
export const ossVocabulary: ProviderVocabulary = {
  provider: 'alibaba-oss',
  fields: {
    bucket: ['Bucket'],
    key: ['Key'],
    versionId: ['VersionId'],
    isLatest: ['IsLatest'],
    isDeleteMarker: ['IsDeleteMarker'],
    size: ['Size'],
    lastModified: ['LastModifiedDate'],
    etag: ['ETag'],
    storageClass: ['StorageClass'],
    isMultipartUploaded: ['IsMultipartUploaded'],
    encryption: ['EncryptionStatus'],
    acl: ['ObjectAcl'],
    tagCount: ['TaggingCount'],
    objectType: ['ObjectType'],
    checksum: ['Crc64'],
    storageClassChangedAt: ['TransitionTime', 'TransistionTime'],
    lastAccessedAt: ['LastAccessTimestamp'],
    lastAccessedOn: ['LastAccessDate'],
  },
  incrementalFields: {
    sequence: ['SequenceNumber'],
    type: ['RecordType'],
    at: ['RecordTimestamp'],
    requester: ['Requester'],
    requestId: ['RequestId'],
    sourceIp: ['SourceIp'],
    size: ['Size'],
    storageClass: ['StorageClass'],
    lastModified: ['LastModifiedDate'],
    etag: ['ETag'],
    isMultipartUploaded: ['IsMultipartUploaded'],
    objectType: ['ObjectType'],
    acl: ['ObjectAcl'],
    checksum: ['Crc64'],
    encryption: ['EncryptionStatus'],
  },
  storageClasses: [
    { name: 'standard', native: 'Standard', tier: 'hot', redundancy: 'unknown', access: 'online' },
    {
      name: 'infrequent-access',
      native: 'IA',
      tier: 'infrequent',
      redundancy: 'unknown',
      access: 'online',
    },
    {
      name: 'archive',
      native: 'Archive',
      tier: 'archive',
      redundancy: 'unknown',
      access: 'restore',
    },
    {
      name: 'cold-archive',
      native: 'ColdArchive',
      tier: 'archive',
      redundancy: 'unknown',
      access: 'restore',
    },
    {
      name: 'deep-cold-archive',
      native: 'DeepColdArchive',
      tier: 'deep-archive',
      redundancy: 'unknown',
      access: 'restore',
    },
  ],
}
