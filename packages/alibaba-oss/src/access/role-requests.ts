import type { OssDelivery } from './delivery-of.ts'
import type { RamRequest } from './judge-policies.ts'
import { writtenKeys } from './written-keys.ts'

/** The region where it is known: policies may name it. */
type Region = string | undefined

/** What the role does when OSS writes a report. */
export function writeRequests(delivery: OssDelivery, region: Region): readonly RamRequest[] {
  const { account, destination } = delivery
  return writtenKeys(delivery).map((key) => ({
    action: 'oss:PutObject',
    resources: resourcesOf('oss', region, account, `${destination}/${key}`),
  }))
}

/** What pages of SDKs have it do beside. */
export function readRequests(
  { account, source }: OssDelivery,
  region: Region,
): readonly RamRequest[] {
  return [
    { action: 'oss:ListObjects', resources: resourcesOf('oss', region, account, source) },
    { action: 'oss:GetObject', resources: resourcesOf('oss', region, account, `${source}/key`) },
  ]
}

/** What it does with a key, by its id or `default`. */
export function keyRequests(
  { account }: OssDelivery,
  region: Region,
  key: string,
  actions: readonly string[],
): readonly RamRequest[] {
  const resources = resourcesOf('kms', region, account, `key/${key}`)
  return actions.map((action) => ({ action, resources }))
}

/** Policies name a region of OSS with or without what its host begins with. */
function resourcesOf(
  service: 'oss' | 'kms',
  region: Region,
  account: string,
  path: string,
): readonly string[] {
  const regions =
    region === undefined ? ['*'] : service === 'oss' ? [`oss-${region}`, region] : [region]
  return regions.map((place) => `acs:${service}:${place}:${account}:${path}`)
}
