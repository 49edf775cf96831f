import type { ComparedSide } from './compared-object.ts'
import type { EtagKind } from './evidence-facts.ts'
import type { RecordAttributes } from './matching.ts'

/** The dialect of a report and the bucket that it lists. */
export interface ListedBucket {
  readonly dialect: string
  readonly bucket: string
}

/** The columns that decide what an ETag is of. */
export const etagFields = [
  'encryption',
  'isMultipartUploaded',
  'objectType',
  'storageClass',
] as const

/**
 * What an ETag of 32 hexadecimal digits is of. `md5` only where the provider says so of objects that were written and encrypted
 * like this one; where a column that decides is missing, the kind says which.
 */
export function etagKind(listed: ListedBucket, attributes: RecordAttributes): EtagKind {
  switch (listed.dialect) {
    case 'aws-s3':
      return s3EtagKind(listed.bucket, attributes)
    case 'alibaba-oss':
      return ossEtagKind(attributes)
    default:
      // What other providers make ETags of is not known here: equal ones still prove that two are the same.
      return 'other'
  }
}

/** What any ETag is of, by its form, and by {@link etagKind} where it has the form of an MD5. */
export function etagKindOf(
  listed: ListedBucket,
  side: Pick<ComparedSide, 'etag'> & RecordAttributes,
): EtagKind {
  if (side.etag === undefined) return 'none'
  if (digest.test(side.etag)) return etagKind(listed, side)
  return digestOfParts.test(side.etag) ? 'parts' : 'other'
}

const digest = /^[0-9a-f]{32}$/i
const digestOfParts = /^[0-9a-f]{32}-\d+$/i

/**
 * "Objects created by the PUT Object, POST Object, or Copy operation, and are encrypted by SSE-S3 or plaintext, have ETags that
 * are an MD5 digest of their object data": https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html. One of parts ends in
 * `-N`, so that the column that says so is not needed.
 */
function s3EtagKind(bucket: string, attributes: RecordAttributes): EtagKind {
  const { encryption, isMultipartUploaded, storageClass } = attributes
  // "The ETag for the object in a directory bucket isn't the MD5 digest of the object."
  if (bucket.endsWith('--x-s3') || storageClass?.name === 'express-single-zone') return 'other'
  if (isMultipartUploaded === true) return 'parts'
  if (encryption === undefined) return 'unknown-encryption'
  if (!encryption.encrypted || encryption.type?.toUpperCase() === 'SSE-S3') return 'md5'
  return encryption.type === undefined ? 'unknown-encryption' : 'encrypted'
}

/**
 * Of an object that was not written by PutObject the ETag "is not the MD5 hash of its content"; a report has such objects by
 * their type. Whether it is of an encrypted one is written nowhere, and a report says only whether an object is encrypted, not
 * how: no difference is proven by such an ETag.
 */
function ossEtagKind(attributes: RecordAttributes): EtagKind {
  const { encryption, isMultipartUploaded, objectType } = attributes
  const type = objectType?.toLowerCase()
  if (type === 'multipart' || isMultipartUploaded === true) return 'parts'
  if (type === undefined) return 'unknown-upload'
  if (type !== 'normal') return 'other'
  return encryption?.encrypted === false ? 'md5' : 'unknown-encryption'
}
