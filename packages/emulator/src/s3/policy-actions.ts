/** Whether an action, without wildcards, is known to be one on objects. */
export function isObjectAction(action: string): boolean {
  return objectActions.has(action.toLowerCase())
}

/** Whether an action, without wildcards, is known to be one on buckets. */
export function isBucketAction(action: string): boolean {
  const name = action.toLowerCase()
  return bucketActions.has(name) || /^s3:(?:get|put|delete)bucket[a-z]+$/.test(name)
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const objectActions: ReadonlySet<string> = actions(
  'AbortMultipartUpload',
  'BypassGovernanceRetention',
  'DeleteObject',
  'DeleteObjectTagging',
  'DeleteObjectVersion',
  'DeleteObjectVersionTagging',
  'GetObject',
  'GetObjectAcl',
  'GetObjectAttributes',
  'GetObjectLegalHold',
  'GetObjectRetention',
  'GetObjectTagging',
  'GetObjectTorrent',
  'GetObjectVersion',
  'GetObjectVersionAcl',
  'GetObjectVersionAttributes',
  'GetObjectVersionForReplication',
  'GetObjectVersionTagging',
  'GetObjectVersionTorrent',
  'InitiateReplication',
  'ListMultipartUploadParts',
  'ObjectOwnerOverrideToBucketOwner',
  'PutObject',
  'PutObjectAcl',
  'PutObjectLegalHold',
  'PutObjectRetention',
  'PutObjectTagging',
  'PutObjectVersionAcl',
  'PutObjectVersionTagging',
  'ReplicateDelete',
  'ReplicateObject',
  'ReplicateTags',
  'RestoreObject',
)

const bucketActions: ReadonlySet<string> = actions(
  'CreateBucket',
  'DeleteBucket',
  'GetAccelerateConfiguration',
  'GetAnalyticsConfiguration',
  'GetEncryptionConfiguration',
  'GetInventoryConfiguration',
  'GetLifecycleConfiguration',
  'GetMetricsConfiguration',
  'GetReplicationConfiguration',
  'ListBucket',
  'ListBucketMultipartUploads',
  'ListBucketVersions',
  'PutAccelerateConfiguration',
  'PutAnalyticsConfiguration',
  'PutEncryptionConfiguration',
  'PutInventoryConfiguration',
  'PutLifecycleConfiguration',
  'PutMetricsConfiguration',
  'PutReplicationConfiguration',
)

function actions(...names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => `s3:${name.toLowerCase()}`))
}
