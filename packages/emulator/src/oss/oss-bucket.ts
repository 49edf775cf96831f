import { existingBucket } from '../buckets/existing-bucket.ts'
import { writeOwner } from '../buckets/write-owner.ts'
import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { readXml } from '../xml/read-xml.ts'
import { write, writeDocument, writeElement } from '../xml/write-xml.ts'
import { textAt } from '../xml/xml-element.ts'
import { describeOssBucket } from './describe-oss-bucket.ts'
import { listOssBuckets } from './list-oss-buckets.ts'
import { openOssBucket } from './open-oss-bucket.ts'
import { describeEncryption } from './oss-encryption.ts'
import { ossError } from './oss-error.ts'

/** Creating, finding and deleting buckets, as OSS answers. */
export const ossBucketOperations: readonly Operation[] = [
  listOssBuckets,
  { name: 'PutBucket', method: 'PUT', on: 'bucket', run: create },
  { name: 'HeadBucket', method: 'HEAD', on: 'bucket', run: head },
  { name: 'DeleteBucket', method: 'DELETE', on: 'bucket', run: remove },
  { name: 'GetBucketLocation', method: 'GET', on: 'bucket', query: ['location'], run: location },
  { name: 'GetBucketInfo', method: 'GET', on: 'bucket', query: ['bucketInfo'], run: info },
]

const defaultRegion = 'cn-hangzhou'

/** Creating one's own bucket again changes nothing. */
function create(exchange: Exchange): Reply {
  const { emulation, address, caller } = exchange
  const name = address.bucket ?? ''
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name))
    throw ossError('InvalidBucketName', { details: { BucketName: name } })
  const existing = emulation.store.world.buckets.oss.get(name)
  if (existing !== undefined && existing.owner !== caller.account.id)
    throw ossError('BucketAlreadyExists', { details: { BucketName: name } })
  if (existing === undefined)
    emulation.store.commit({
      type: 'create-bucket',
      cloud: 'oss',
      bucket: name,
      region: regionFor(exchange),
      owner: caller.account.id,
      at: emulation.now(),
    })
  return { status: 200, headers: { location: `/${name}` } }
}

/** A bucket lies in the region that it is created at: by the document, the host, the signature, or Hangzhou. */
function regionFor({ request, address, caller }: Exchange): string {
  const asked = constraintOf(request.body)?.replace(/^oss-/, '')
  return asked ?? address.region ?? caller.region ?? defaultRegion
}

function constraintOf(body: Buffer): string | undefined {
  if (body.length === 0) return undefined
  return textAt(readXml(body, 'CreateBucketConfiguration'), 'LocationConstraint')
}

function head(exchange: Exchange): Reply {
  const { region } = openOssBucket(exchange)
  return { status: 200, headers: { 'x-oss-bucket-region': `oss-${region}` } }
}

function remove(exchange: Exchange): Reply {
  const bucket = openOssBucket(exchange)
  if (bucket.objects.size > 0)
    throw ossError('BucketNotEmpty', { details: { BucketName: bucket.name } })
  exchange.emulation.store.commit({ type: 'delete-bucket', cloud: 'oss', bucket: bucket.name })
  return { status: 204 }
}

/** Answered in every region. */
function location(exchange: Exchange): Reply {
  const { region } = existingBucket(exchange)
  return xmlReply(writeDocument('LocationConstraint', `oss-${region}`))
}

function info(exchange: Exchange): Reply {
  const bucket = openOssBucket(exchange)
  const { owner, settings, versioning } = bucket
  const encryption = describeEncryption(settings.get('encryption')?.understood)
  const content = [
    ...describeOssBucket(bucket),
    writeOwner('oss', owner),
    write('AccessControlList', [write('Grant', 'private')]),
    write('DataRedundancyType', 'LRS'),
    write('ServerSideEncryptionRule', encryption.map(writeElement)),
    write('Versioning', versioning === 'never' ? undefined : titleCase(versioning)),
  ]
  return xmlReply(writeDocument('BucketInfo', [write('Bucket', content)]))
}

function titleCase(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
