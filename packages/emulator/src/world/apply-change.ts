import { applyAwsChange } from './aws-account.ts'
import { forgetChanges, keepChange } from './change-log.ts'
import type { Change } from './change.ts'
import { applyRamChange } from './ram-account.ts'
import { SortedMap } from './sorted-map.ts'
import type { Bucket, ChangeOrigin, ObjectVersion, World } from './world.ts'

/** How many inventory configurations a bucket may have, on either service. */
const maxInventories = 1000

/**
 * Makes one change to the world: the only place that does, for a request as for the journal. Deterministic: the
 * same changes in the same order give the same world. Whether a change is allowed was decided before.
 */
export function applyChange(world: World, change: Change): void {
  if ('account' in change) {
    applyRamChange(world.ram, change)
    return
  }
  if (!('bucket' in change)) {
    applyAwsChange(world.aws, change)
    return
  }
  const buckets = world.buckets[change.cloud]
  if (change.type === 'create-bucket') {
    buckets.set(change.bucket, {
      cloud: change.cloud,
      name: change.bucket,
      region: change.region,
      owner: change.owner,
      createdAt: change.at,
      maxInventories: change.maxInventories ?? maxInventories,
      versioning: 'never',
      policy: undefined,
      tags: [],
      settings: new Map(),
      inventories: new SortedMap(),
      objects: new SortedMap(),
      uploads: new Map(),
      runs: new Map(),
      changes: [],
      lastSequence: 0,
    })
    return
  }
  const bucket = buckets.get(change.bucket)
  if (bucket === undefined) throw new Error(`there is no bucket "${change.bucket}" to change`)
  switch (change.type) {
    case 'delete-bucket':
      buckets.delete(change.bucket)
      break
    case 'set-versioning':
      bucket.versioning = change.versioning
      break
    case 'put-policy':
      bucket.policy = change.policy
      break
    case 'delete-policy':
      bucket.policy = undefined
      break
    case 'put-tags':
      bucket.tags = change.tags
      break
    case 'put-setting':
      if (change.setting === undefined) bucket.settings.delete(change.name)
      else bucket.settings.set(change.name, change.setting)
      break
    case 'put-inventory': {
      const { inventory, incremental = false } = change
      const { lastSequence: since } = bucket
      bucket.inventories.set(inventory.id, inventory)
      const { log, ...runs } = bucket.runs.get(inventory.id) ?? {}
      const kept = log ?? { since, delivered: since }
      bucket.runs.set(inventory.id, incremental ? { ...runs, log: kept } : runs)
      break
    }
    case 'report-inventory': {
      const { id, at: reportedAt } = change
      bucket.runs.set(id, { ...bucket.runs.get(id), reportedAt })
      break
    }
    case 'delete-inventory':
      bucket.inventories.delete(change.id)
      bucket.runs.delete(change.id)
      forgetChanges(bucket)
      break
    case 'deliver-changes': {
      const { id, window, sequence: delivered } = change
      const runs = bucket.runs.get(id)
      if (runs?.log !== undefined)
        bucket.runs.set(id, { ...runs, log: { ...runs.log, delivered, window } })
      forgetChanges(bucket)
      break
    }
    case 'put-version':
      putVersion(bucket, change.version, change.origin)
      break
    case 'delete-version':
      deleteVersion(bucket, change.key, change.versionId)
      keepChange(bucket, 'DELETE', change.origin, change)
      break
    case 'put-object-tags':
      putObjectTags(bucket, change)
      break
    case 'create-upload': {
      const { id, key, storageClass, headers } = change
      bucket.uploads.set(id, { id, key, storageClass, headers, parts: new Map() })
      break
    }
    case 'put-part':
      bucket.uploads.get(change.id)?.parts.set(change.part.number, change.part)
      break
    case 'complete-upload':
      bucket.uploads.delete(change.id)
      putVersion(bucket, change.version, change.origin)
      break
    case 'abort-upload':
      bucket.uploads.delete(change.id)
      break
  }
}

/** A version with an id of its own goes on top; the null version takes the place of the one before it. */
function putVersion(bucket: Bucket, version: ObjectVersion, origin?: ChangeOrigin): void {
  const { key, versionId, deleteMarker } = version
  const kept = (bucket.objects.get(key) ?? []).filter((other) => other.versionId !== versionId)
  bucket.objects.set(key, [version, ...kept])
  keepChange(bucket, deleteMarker ? 'DELETE' : 'CREATE', origin, { key, versionId, version })
}

function putObjectTags(
  bucket: Bucket,
  { key, versionId, tags, origin }: Extract<Change, { type: 'put-object-tags' }>,
): void {
  const versions = bucket.objects.get(key) ?? []
  const tagged = versions.map((version) =>
    version.versionId === versionId ? { ...version, tags } : version,
  )
  bucket.objects.set(key, tagged)
  const version = tagged.find((candidate) => candidate.versionId === versionId)
  if (version !== undefined)
    keepChange(bucket, 'UPDATE_METADATA', origin, { key, versionId, version })
}

function deleteVersion(bucket: Bucket, key: string, versionId: string): void {
  const kept = (bucket.objects.get(key) ?? []).filter((version) => version.versionId !== versionId)
  if (kept.length === 0) bucket.objects.delete(key)
  else bucket.objects.set(key, kept)
}
