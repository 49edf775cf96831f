import { randomBytes } from 'node:crypto'

import { bucketOperations } from '../buckets/bucket-operations.ts'
import { taggingOperations } from '../buckets/tagging.ts'
import { getObject } from '../objects/get-object.ts'
import { objectOperations } from '../objects/object-operations.ts'
import type { Address, Dialect } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import type { ServiceError } from '../wire/service-error.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { authenticateOss } from './authenticate-oss.ts'
import { openOssBucket } from './open-oss-bucket.ts'
import { ossAddresses } from './oss-address.ts'
import { ossBucketOperations } from './oss-bucket.ts'
import { ossEncryption } from './oss-encryption.ts'
import { ossError } from './oss-error.ts'
import { ossInventoryOperations } from './oss-inventory.ts'
import { ossLifecycle } from './oss-lifecycle.ts'
import { ossObjectTaggingOperations } from './oss-object-tagging.ts'
import { ossObjects } from './oss-objects.ts'
import { ossSettingOperations } from './oss-setting.ts'
import { ossTagging } from './oss-tagging.ts'
import { signedSubresources } from './signed-subresources.ts'

/** Signed like sub-resources, but they only say how to answer. */
const mereParameters: ReadonlySet<string> = new Set([
  'callback',
  'callback-var',
  'continuation-token',
  'endTime',
  'inventoryId',
  'position',
  'security-token',
  'sequential',
  'startTime',
  'status',
  'versionId',
  'x-oss-process',
  'x-oss-request-payer',
  'x-oss-traffic-limit',
])

/** OSS as it speaks on the wire. */
export const ossDialect: Dialect = {
  cloud: 'oss',
  operations: [
    ...ossInventoryOperations,
    ...bucketOperations,
    ...taggingOperations(ossTagging),
    ...[ossEncryption, ossLifecycle].flatMap(ossSettingOperations),
    ...ossObjectTaggingOperations,
    ...objectOperations({
      list: 'GetBucket',
      listV2: 'ListObjectsV2',
      listVersions: 'ListObjectVersions',
      deleteMany: 'DeleteMultipleObjects',
      createUpload: 'InitiateMultipartUpload',
    }),
    { name: 'GetObjectMeta', method: 'HEAD', on: 'object', query: ['objectMeta'], run: getObject },
    ...ossBucketOperations,
  ],
  subresources: new Set(
    [...signedSubresources].filter(
      (name) => !mereParameters.has(name) && !name.startsWith('response-'),
    ),
  ),
  addresses: ossAddresses,
  authenticate: authenticateOss,
  openBucket: openOssBucket,
  error: ossError,
  throttled: () => ossError('TotalQpsLimitExceeded'),
  renderError,
  newRequestId: () => randomBytes(12).toString('hex').toUpperCase(),
  headers: (id) => ({
    server: 'AliyunOSS',
    'x-oss-request-id': id,
    'x-oss-server-time': '1',
  }),
  objects: ossObjects,
}

/** An answer to HEAD has no body: the document goes into a header. */
function renderError(
  error: ServiceError,
  request: WireRequest,
  address: Address,
  id: string,
): Reply {
  const { ec } = error
  const document = writeDocument('Error', [
    write('Code', error.code),
    write('Message', error.message),
    write('RequestId', id),
    write('HostId', address.host),
    ...Object.entries(error.details).map(([name, value]) => write(name, value)),
    write('EC', ec),
    write('RecommendDoc', ec === undefined ? ec : `https://api.aliyun.com/troubleshoot?q=${ec}`),
  ])
  const headers = { ...error.headers, ...(ec === undefined ? {} : { 'x-oss-ec': ec }) }
  if (request.method !== 'HEAD') return xmlReply(document, error.status, headers)
  const encoded = Buffer.from(document).toString('base64')
  return { status: error.status, headers: { ...headers, 'x-oss-err': encoded } }
}
