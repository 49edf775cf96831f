import { randomUUID } from 'node:crypto'

import type { Emulation } from '../emulation.ts'
import { nextVersionId } from '../objects/object-headers.ts'
import { ossObjects } from '../oss/oss-objects.ts'
import { s3Objects } from '../s3/s3-objects.ts'
import { keepsChanges } from '../world/change-log.ts'
import type { Bucket } from '../world/world.ts'
import type { Delivery } from './delivery.ts'
import { md5Of } from './report-files.ts'
import type { DeliveredObject } from './report-files.ts'

/** A report before it is written. */
export interface PreparedReport {
  readonly destination: Bucket
  readonly manifestKey: string
  /** When it was begun. */
  readonly time: number
  /** In the order in which the service writes them. */
  readonly objects: readonly DeliveredObject[]
  /** What every object gets besides the service's own headers. */
  readonly headers: Readonly<Record<string, string>>
}

/** Writes the objects of a report, one after the other, as the service puts them. */
export async function putReport(emulation: Emulation, report: PreparedReport): Promise<Delivery> {
  for (const object of report.objects) await putObject(emulation, report, object)
  await emulation.store.settled()
  const { destination, manifestKey } = report
  return { delivered: true, bucket: destination.name, manifestKey }
}

async function putObject(
  { store, now }: Emulation,
  { destination, headers }: PreparedReport,
  { key, body }: DeliveredObject,
): Promise<void> {
  const { cloud, name } = destination
  const objects = cloud === 's3' ? s3Objects : ossObjects
  const added = await objects.addedHeaders(headers, [body])
  const segment = await store.bodies.keep(body)
  const version = {
    key,
    versionId: nextVersionId(objects, destination),
    deleteMarker: false,
    lastModified: now(),
    size: segment.size,
    etag: objects.etag(md5Of(body), headers),
    parts: 0,
    body: segment.size === 0 ? [] : [segment],
    storageClass: objects.storageClass,
    headers: { 'content-type': objects.contentType, ...headers, ...added },
  }
  const origin = { at: version.lastModified, requester: destination.owner, requestId: randomUUID() }
  const told = keepsChanges(destination) ? { origin } : {}
  store.commit({ type: 'put-version', cloud, bucket: name, version, ...told })
}
