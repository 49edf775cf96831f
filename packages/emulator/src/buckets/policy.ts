import { checkOssPolicy } from '../oss/check-oss-policy.ts'
import { checkBucketPolicy } from '../s3/check-bucket-policy.ts'
import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'

/** Puts a bucket policy. It is kept as it came, and no request is judged by it: deliveries alone are. */
export function putPolicy(exchange: Exchange): Reply {
  const { emulation, dialect, request } = exchange
  const { cloud, name } = dialect.openBucket(exchange)
  const policy = request.body.toString('utf8')
  if (cloud === 's3') checkBucketPolicy(policy, name)
  else checkOssPolicy(policy)
  emulation.store.commit({ type: 'put-policy', cloud, bucket: name, policy })
  return { status: cloud === 's3' ? 204 : 200 }
}

export function getPolicy(exchange: Exchange): Reply {
  const { dialect } = exchange
  const { name, policy } = dialect.openBucket(exchange)
  if (policy === undefined)
    throw dialect.error('NoSuchBucketPolicy', { details: { BucketName: name } })
  return { status: 200, headers: { 'content-type': 'application/json' }, body: policy }
}

/** Idempotent. */
export function deletePolicy(exchange: Exchange): Reply {
  const { emulation, dialect } = exchange
  const { cloud, name } = dialect.openBucket(exchange)
  emulation.store.commit({ type: 'delete-policy', cloud, bucket: name })
  return { status: 204 }
}
