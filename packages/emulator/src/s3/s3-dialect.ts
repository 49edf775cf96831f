import { randomBytes } from 'node:crypto'

import { bucketOperations } from '../buckets/bucket-operations.ts'
import { taggingOperations } from '../buckets/tagging.ts'
import { objectOperations } from '../objects/object-operations.ts'
import type { Address, Dialect } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { ServiceError } from '../wire/service-error.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { authenticateS3 } from './authenticate-s3.ts'
import { createSession } from './create-session.ts'
import { openBucket } from './open-bucket.ts'
import { s3Address } from './s3-address.ts'
import { s3BucketOperations } from './s3-bucket.ts'
import { s3Error } from './s3-error.ts'
import { s3InventoryOperations } from './s3-inventory.ts'
import { s3Objects } from './s3-objects.ts'
import { s3Tagging } from './s3-tagging.ts'

/** S3 as it speaks on the wire. */
export const s3Dialect: Dialect = {
  cloud: 's3',
  operations: [
    ...s3InventoryOperations,
    createSession,
    ...bucketOperations,
    ...taggingOperations(s3Tagging),
    ...objectOperations({
      list: 'ListObjects',
      listV2: 'ListObjectsV2',
      listVersions: 'ListObjectVersions',
      deleteMany: 'DeleteObjects',
      createUpload: 'CreateMultipartUpload',
    }),
    ...s3BucketOperations,
  ],
  subresources: new Set([
    'accelerate',
    'acl',
    'analytics',
    'attributes',
    'cors',
    'delete',
    'encryption',
    'intelligent-tiering',
    'inventory',
    'legal-hold',
    'lifecycle',
    'location',
    'logging',
    'metadataConfiguration',
    'metadataInventoryTable',
    'metadataJournalTable',
    'metadataTable',
    'metrics',
    'notification',
    'object-lock',
    'ownershipControls',
    'partNumber',
    'policy',
    'policyStatus',
    'publicAccessBlock',
    'replication',
    'requestPayment',
    'restore',
    'retention',
    'select',
    'session',
    'tagging',
    'torrent',
    'uploadId',
    'uploads',
    'versioning',
    'versions',
    'website',
  ]),
  addresses: (request) => [s3Address(request)],
  authenticate: (request, _address, emulation) => authenticateS3(request, emulation),
  openBucket,
  error: s3Error,
  throttled: () => new ServiceError(503, 'SlowDown', 'Please reduce your request rate.'),
  renderError,
  newRequestId: () => randomBytes(8).toString('hex').toUpperCase(),
  headers: (id) => ({
    'x-amz-id-2': Buffer.from(`emulator of ${id}`).toString('base64'),
    'x-amz-request-id': id,
    server: 'AmazonS3',
  }),
  objects: s3Objects,
}

function renderError(
  error: ServiceError,
  request: WireRequest,
  _address: Address,
  id: string,
): Reply {
  if (request.method === 'HEAD') return { status: error.status, headers: error.headers }
  const document = writeDocument('Error', [
    write('Code', error.code),
    write('Message', error.message),
    ...Object.entries(error.details).map(([name, value]) => write(name, value)),
    write('RequestId', id),
    write('HostId', Buffer.from(`emulator of ${id}`).toString('base64')),
  ])
  return xmlReply(document, error.status, error.headers)
}
