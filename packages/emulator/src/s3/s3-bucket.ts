import { existingBucket } from '../buckets/existing-bucket.ts'
import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { readXml } from '../xml/read-xml.ts'
import { writeDocument } from '../xml/write-xml.ts'
import { textAt } from '../xml/xml-element.ts'
import { settingOperations } from './bucket-setting.ts'
import { isDirectoryBucket } from './directory-bucket.ts'
import { listS3Buckets } from './list-s3-buckets.ts'
import { checkExpectedOwner, openBucket } from './open-bucket.ts'
import { s3Encryption } from './s3-encryption.ts'
import { s3Error } from './s3-error.ts'
import { s3Lifecycle } from './s3-lifecycle.ts'
import { s3MetadataOperations } from './s3-metadata.ts'
import { s3Namespace } from './s3-namespace.ts'
import { s3Notification } from './s3-notification.ts'
import { s3PublicAccessBlock } from './s3-public-access-block.ts'

/** Buckets, and what there is one of on each, as S3 answers. */
export const s3BucketOperations: readonly Operation[] = [
  listS3Buckets,
  ...[s3Encryption, s3Lifecycle, s3Notification, s3PublicAccessBlock].flatMap(settingOperations),
  ...s3MetadataOperations,
  { name: 'CreateBucket', method: 'PUT', on: 'bucket', run: create },
  { name: 'HeadBucket', method: 'HEAD', on: 'bucket', run: head },
  { name: 'DeleteBucket', method: 'DELETE', on: 'bucket', run: remove },
  { name: 'GetBucketLocation', method: 'GET', on: 'bucket', query: ['location'], run: location },
]

const defaultRegion = 'us-east-1'

function create(exchange: Exchange): Reply {
  const { emulation, address, caller } = exchange
  const name = address.bucket ?? ''
  if (!isBucketName(name)) throw s3Error('InvalidBucketName', { details: { BucketName: name } })
  const region = regionFor(exchange)
  const existing = emulation.store.world.buckets.s3.get(name)
  if (existing !== undefined) {
    const details = { BucketName: name }
    if (existing.owner !== caller.account.id) throw s3Error('BucketAlreadyExists', { details })
    if (existing.region !== defaultRegion || region !== defaultRegion)
      throw s3Error('BucketAlreadyOwnedByYou', { details })
  } else
    emulation.store.commit({
      type: 'create-bucket',
      cloud: 's3',
      bucket: name,
      region,
      owner: caller.account.id,
      at: emulation.now(),
    })
  return { status: 200, headers: { location: `/${name}` } }
}

/** A bucket lies in the region that the request is signed for; `us-east-1` alone may create them elsewhere. */
function regionFor({ request, address, caller }: Exchange): string {
  const signed = address.region ?? caller.region ?? defaultRegion
  const asked = constraintOf(request.body)
  if (asked === undefined) {
    if (signed === defaultRegion || isDirectoryBucket(address.bucket ?? '')) return signed
    throw s3Error('IllegalLocationConstraintException')
  }
  const region = asked === 'EU' ? 'eu-west-1' : asked
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region) || region === defaultRegion)
    throw s3Error('InvalidLocationConstraint', { details: { LocationConstraint: asked } })
  if (signed !== defaultRegion && signed !== region)
    throw s3Error('IllegalLocationConstraintException', {
      message: `The ${asked} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    })
  return region
}

function constraintOf(body: Buffer): string | undefined {
  if (body.length === 0) return undefined
  const constraint = textAt(readXml(body, 'CreateBucketConfiguration'), 'LocationConstraint')
  return constraint === '' ? undefined : constraint
}

function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..')
}

function head(exchange: Exchange): Reply {
  const { region } = openBucket(exchange)
  return { status: 200, headers: { 'x-amz-bucket-region': region } }
}

function remove(exchange: Exchange): Reply {
  const { emulation } = exchange
  const bucket = openBucket(exchange)
  if (bucket.objects.size > 0)
    throw s3Error('BucketNotEmpty', { details: { BucketName: bucket.name } })
  emulation.store.commit({ type: 'delete-bucket', cloud: 's3', bucket: bucket.name })
  return { status: 204 }
}

/** Answered in every region. Null for `us-east-1`. */
function location(exchange: Exchange): Reply {
  const bucket = existingBucket(exchange)
  checkExpectedOwner(exchange, bucket)
  const constraint = bucket.region === defaultRegion ? '' : bucket.region
  return xmlReply(writeDocument('LocationConstraint', constraint, s3Namespace))
}
