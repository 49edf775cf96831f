import type { Exchange } from '../wire/dialect.ts'
import { headerOf } from '../wire/wire-request.ts'
import type { Bucket } from '../world/world.ts'
import { currentVersion } from './find-version.ts'

/** Refuses a put that must not replace an object, or only a certain one. */
export function checkWriteConditions(exchange: Exchange, bucket: Bucket, key: string): void {
  const { request, dialect } = exchange
  const current = currentVersion(bucket, key)
  const ifMatch = headerOf(request, 'if-match')
  if (headerOf(request, 'if-none-match') === '*' && current !== undefined)
    throw dialect.error('PreconditionFailed', { details: { Condition: 'If-None-Match' } })
  if (ifMatch !== undefined && current === undefined)
    throw dialect.error('NoSuchKey', { details: { Key: key } })
  if (ifMatch !== undefined && ifMatch.replaceAll('"', '') !== current?.etag)
    throw dialect.error('PreconditionFailed', { details: { Condition: 'If-Match' } })
  if (current !== undefined) dialect.objects.checkOverwrite((name) => headerOf(request, name))
}
