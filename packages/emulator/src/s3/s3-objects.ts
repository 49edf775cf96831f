import { createHash, randomBytes } from 'node:crypto'

import type { ObjectDialect } from '../objects/object-dialect.ts'
import { encodeStrictly } from '../wire/wire-request.ts'
import { s3Namespace } from './s3-namespace.ts'

const encryption = 'x-amz-server-side-encryption'

/** How S3 treats objects. */
export const s3Objects: ObjectDialect = {
  prefix: 'x-amz-',
  namespace: s3Namespace,
  contentType: 'binary/octet-stream',
  storageClass: 'STANDARD',
  maxKeys: 1000,
  minPartSize: 5 * 1024 * 1024,
  newVersionId: () => randomBytes(24).toString('base64url'),
  // The ETag of an object that is encrypted with a KMS key is no MD5.
  etag: (md5, headers) =>
    headers[encryption]?.startsWith('aws:kms') === true ? md5Of(`kms ${md5}`) : md5,
  multipartEtag: (parts) => {
    const digests = parts.map(({ etag }) => Buffer.from(etag, 'hex'))
    return `${md5Of(Buffer.concat(digests))}-${parts.length}`
  },
  encodeKey: (key) => encodeStrictly(key).replaceAll('%2F', '/').replaceAll('%20', '+'),
  addedHeaders: async (headers) =>
    headers[encryption] === undefined ? { [encryption]: 'AES256' } : {},
  describe: ({ storageClass }) =>
    storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': storageClass },
  typeOf: () => undefined,
  ignoresBadRange: () => false,
  checkOverwrite: () => undefined,
}

function md5Of(content: string | Buffer): string {
  return createHash('md5').update(content).digest('hex')
}
