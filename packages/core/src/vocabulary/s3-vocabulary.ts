import type { Open } from './native-word.ts'
import type { ProviderVocabulary } from './provider-vocabulary.ts'
import type { RecordedStorageClass, StorageClass, StorageTier } from './storage-classes.ts'

/**
 * Words of S3 Inventory: as asked for in `OptionalFields`, then as the columns of ORC and Parquet reports, then old names.
 * Follows https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryConfiguration.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html.
 */
export const s3Vocabulary: ProviderVocabulary = {
  provider: 'aws-s3',
  fields: {
    bucket: ['Bucket'],
    key: ['Key'],
    versionId: ['VersionId', 'version_id'],
    isLatest: ['IsLatest', 'is_latest'],
    isDeleteMarker: ['IsDeleteMarker', 'is_delete_marker'],
    size: ['Size'],
    lastModified: ['LastModifiedDate', 'last_modified_date'],
    etag: ['ETag', 'e_tag'],
    storageClass: ['StorageClass', 'storage_class'],
    isMultipartUploaded: ['IsMultipartUploaded', 'is_multipart_uploaded', 'MultipartUploaded'],
    encryption: ['EncryptionStatus', 'encryption_status'],
    replicationStatus: ['ReplicationStatus', 'replication_status'],
    checksumAlgorithm: ['ChecksumAlgorithm', 'checksum_algorithm'],
    acl: ['ObjectAccessControlList', 'object_access_control_list'],
    owner: ['ObjectOwner', 'object_owner'],
    lifecycleExpiration: ['LifecycleExpirationDate', 'lifecycle_expiration_date'],
    objectLockMode: ['ObjectLockMode', 'object_lock_mode'],
    objectLockRetainUntil: ['ObjectLockRetainUntilDate', 'object_lock_retain_until_date'],
    objectLockLegalHold: ['ObjectLockLegalHoldStatus', 'object_lock_legal_hold_status'],
    objectLockEventHold: ['ObjectLockEventHoldStatus', 'object_lock_event_hold_status'],
    objectLockEventHoldDuration: ['ObjectLockEventHoldDuration', 'object_lock_event_hold_duration'],
    intelligentTieringTier: ['IntelligentTieringAccessTier', 'intelligent_tiering_access_tier'],
    intelligentTieringReference: [
      'IntelligentTieringReferenceDate',
      'intelligent_tiering_reference_date',
    ],
    bucketKeyStatus: ['BucketKeyStatus', 'bucket_key_status'],
  },
  incrementalFields: {},
  storageClasses: [
    stored('standard', 'STANDARD', 'hot', 'multiple-zones', 'online'),
    stored('reduced-redundancy', 'REDUCED_REDUNDANCY', 'hot', 'multiple-zones', 'online'),
    stored('express-single-zone', 'EXPRESS_ONEZONE', 'hot', 'single-zone', 'online'),
    stored('intelligent-tiering', 'INTELLIGENT_TIERING', 'automatic', 'multiple-zones', 'unknown'),
    stored('infrequent-access', 'STANDARD_IA', 'infrequent', 'multiple-zones', 'online'),
    stored('infrequent-access-single-zone', 'ONEZONE_IA', 'infrequent', 'single-zone', 'online'),
    stored('archive-instant', 'GLACIER_IR', 'cold', 'multiple-zones', 'online'),
    stored('archive', 'GLACIER', 'archive', 'multiple-zones', 'restore'),
    stored('deep-archive', 'DEEP_ARCHIVE', 'deep-archive', 'multiple-zones', 'restore'),
    stored('aws-s3:OUTPOSTS', 'OUTPOSTS', 'hot', 'unknown', 'online'),
    stored('aws-s3:SNOW', 'SNOW', 'hot', 'unknown', 'online'),
    stored('aws-s3:FSX_OPENZFS', 'FSX_OPENZFS', 'hot', 'unknown', 'online'),
    stored('aws-s3:FSX_ONTAP', 'FSX_ONTAP', 'hot', 'unknown', 'online'),
    stored('aws-s3:AWS_BACKUP_WARM', 'AWS_BACKUP_WARM', 'unknown', 'unknown', 'unknown'),
  ],
}

function stored(
  name: Open<StorageClass>,
  native: string,
  tier: StorageTier,
  redundancy: RecordedStorageClass['redundancy'],
  access: RecordedStorageClass['access'],
): RecordedStorageClass {
  return { name, native, tier, redundancy, access }
}
