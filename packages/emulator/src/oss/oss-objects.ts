import { createHash, randomBytes } from 'node:crypto'

import type { ObjectDialect } from '../objects/object-dialect.ts'
import { encodeStrictly } from '../wire/wire-request.ts'
import { crc64 } from './crc64.ts'
import { ossError } from './oss-error.ts'

/** How OSS treats objects. */
export const ossObjects: ObjectDialect = {
  prefix: 'x-oss-',
  contentType: 'application/octet-stream',
  storageClass: 'Standard',
  maxKeys: 100,
  minPartSize: 100 * 1024,
  newVersionId: () => `CAEQ${randomBytes(30).toString('base64url')}`,
  etag: (md5) => md5.toUpperCase(),
  // Not AWS's rule: it cannot be worked out from the parts, only its form is known.
  multipartEtag: (parts) => {
    const hash = createHash('md5')
    for (const { etag } of parts) hash.update(etag)
    return `${hash.digest('hex').toUpperCase()}-${parts.length}`
  },
  encodeKey: encodeStrictly,
  addedHeaders: async (_headers, bodies) => {
    let sum = 0n
    for await (const body of bodies) sum = crc64(body, sum)
    return { 'x-oss-hash-crc64ecma': sum.toString() }
  },
  describe: (version) => ({
    'x-oss-object-type': typeOf(version),
    'x-oss-storage-class': version.storageClass,
    ...(version.tags === undefined || version.tags.length === 0
      ? {}
      : { 'x-oss-tagging-count': String(version.tags.length) }),
  }),
  typeOf,
  // https://www.alibabacloud.com/help/en/oss/developer-reference/getobject
  ignoresBadRange: (header) => header('x-oss-range-behavior') !== 'standard',
  checkOverwrite: (header) => {
    if (header('x-oss-forbid-overwrite') === 'true') throw ossError('FileAlreadyExists')
  },
}

function typeOf({ parts }: { readonly parts: number }): string {
  return parts === 0 ? 'Normal' : 'Multipart'
}
