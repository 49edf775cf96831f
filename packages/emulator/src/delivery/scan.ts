import type { Bucket, ObjectVersion } from '../world/world.ts'
import type { ScannedVersion } from './report-column.ts'

export interface ScanOptions {
  readonly prefix: string
  /** Every version and delete marker, or the objects that a listing shows. */
  readonly versions: 'all' | 'current'
  /** Further filters. Default: none. */
  readonly isListed?: (version: ObjectVersion) => boolean
}

/** What is in the bucket at this moment: by key, newest first. What is written while a report is made is not in it. */
export function scan(
  bucket: Bucket,
  { prefix, versions, isListed = () => true }: ScanOptions,
): readonly ScannedVersion[] {
  const found: ScannedVersion[] = []
  const keys = bucket.objects.keys()
  for (let index = bucket.objects.indexFrom(prefix); index < keys.length; index += 1) {
    const key = keys[index] ?? ''
    if (!key.startsWith(prefix)) break
    for (const [age, version] of (bucket.objects.get(key) ?? []).entries()) {
      const isCurrent = age === 0 && !version.deleteMarker
      if ((versions === 'all' || isCurrent) && isListed(version))
        found.push({ bucket, version, isLatest: age === 0 })
    }
  }
  return found
}
