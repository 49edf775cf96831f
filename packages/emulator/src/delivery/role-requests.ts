import type { Emulation } from '../emulation.ts'
import type { Bucket } from '../world/world.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { ossReportEncryption } from './oss-report-encryption.ts'

/** A delivery, as far as its role has a part in it. */
export interface RoleTask {
  readonly source: Bucket
  readonly destination: Bucket
  /** The element `OSSBucketDestination`. */
  readonly settings: XmlElement
  /** Of the filter. */
  readonly prefix: string
  /** All that is written. */
  readonly keys: readonly string[]
}

/** One thing that the role does. */
export interface TaskRequest {
  readonly action: string
  readonly resources: readonly string[]
  /** The one whose policy has a say, where it is about one. */
  readonly bucket?: Bucket
  /** What conditions may look at, besides what they may always. */
  readonly values?: Readonly<Record<string, string>>
  /** In words. */
  readonly what: string
}

/** All that a role does to deliver. */
export function roleRequests({ switches }: Emulation, task: RoleTask): readonly TaskRequest[] {
  const { source, destination, keys, prefix } = task
  const writes = keys.map((key) => ({
    action: 'oss:PutObject',
    resources: ossResources(destination, `/${key}`),
    bucket: destination,
    what: `write "${key}" into bucket "${destination.name}"`,
  }))
  const reads = [
    {
      action: 'oss:ListObjects',
      resources: ossResources(source, ''),
      bucket: source,
      values: { 'oss:Prefix': prefix },
      what: `list bucket "${source.name}"`,
    },
    {
      action: 'oss:GetObject',
      resources: ossResources(source, `/${prefix}`),
      bucket: source,
      what: `read objects of bucket "${source.name}"`,
    },
  ]
  const needed = switches.ossRoleReadsSource === 'needed' ? reads : []
  return [...needed, ...keyRequests(task), ...writes]
}

function keyRequests({ destination, settings }: RoleTask): readonly TaskRequest[] {
  const { key } = ossReportEncryption(destination, settings)
  if (key === undefined) return []
  const resources = [`acs:kms:${destination.region}:${destination.owner}:key/${key.id}`]
  return key.actions.map((action) => ({
    action,
    resources,
    what: `use the key "${key.id}" of KMS`,
  }))
}

/** Policies name the region with or without what its host begins with. */
function ossResources({ region, owner, name }: Bucket, path: string): readonly string[] {
  return [region, `oss-${region}`].map((place) => `acs:oss:${place}:${owner}:${name}${path}`)
}
