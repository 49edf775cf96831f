import type { ObjectRecord } from '@bucket-inventory/core'

import type { PrefixCounts } from './report-summary.ts'

interface Sum {
  objects: number
  bytes: number
}

/** What a summary should say, counted record by record, with a map for each question. */
export function naiveSummary(records: readonly ObjectRecord[], depth: number, asOf: number) {
  const objects = records.filter(({ isDeleteMarker }) => isDeleteMarker !== true)
  const by = (nameOf: (record: ObjectRecord) => string | undefined) => sums(objects, nameOf)
  return {
    all: by(() => 'all').get('all') ?? { objects: 0, bytes: 0 },
    prefixes: prefixSums(objects, depth),
    storageClasses: by(({ storageClass }) => storageClass?.native ?? 'none'),
    ages: by(({ lastModified }) => ageOf(lastModified, asOf)),
    sizes: by(({ size }) => sizeOf(size)),
    encryption: by(({ encryption }) =>
      encryption === undefined ? 'unknown' : `${encryption.encrypted} ${encryption.type ?? ''}`,
    ),
    current: by(({ isLatest }) => String(isLatest)),
    deleteMarkers: records.length - objects.length,
    nullVersions: objects.filter(({ versionId }) => versionId === null).length,
    duplicates: duplicatesOf(objects),
    largest: objects
      .filter(({ size }) => size !== undefined)
      .toSorted((one, other) => (other.size ?? 0) - (one.size ?? 0))
      .slice(0, 5)
      .map(({ key }) => key),
  }
}

/** The tree of a summary, as a map of all its prefixes. */
export function flatPrefixes({
  prefix,
  objects,
  bytes = 0,
  children = [],
}: PrefixCounts): Map<string, Sum> {
  const flat = new Map<string, Sum>([[prefix, { objects, bytes }]])
  for (const child of children) for (const [name, sum] of flatPrefixes(child)) flat.set(name, sum)
  return flat
}

function prefixSums(records: readonly ObjectRecord[], depth: number): Map<string, Sum> {
  const all = new Map<string, Sum>([['', { objects: 0, bytes: 0 }]])
  for (const record of records) {
    const parts = record.key.split('/').slice(0, -1).slice(0, depth)
    for (let count = 0; count <= parts.length; count++) {
      addTo(
        all,
        parts
          .slice(0, count)
          .map((part) => `${part}/`)
          .join(''),
        record,
      )
    }
  }
  return all
}

function sums(
  records: readonly ObjectRecord[],
  nameOf: (record: ObjectRecord) => string | undefined,
): Map<string, Sum> {
  const all = new Map<string, Sum>()
  for (const record of records) addTo(all, nameOf(record) ?? '', record)
  return all
}

function addTo(all: Map<string, Sum>, name: string, { size = 0 }: ObjectRecord): void {
  const sum = all.get(name) ?? { objects: 0, bytes: 0 }
  all.set(name, { objects: sum.objects + 1, bytes: sum.bytes + size })
}

function ageOf(time: number | undefined, asOf: number): string {
  if (time === undefined) return 'unknown'
  const days = (asOf - time) / 86_400_000
  if (days < 1) return 'less than 1 day'
  if (days < 7) return '1 to 7 days'
  if (days < 30) return '7 to 30 days'
  if (days < 90) return '30 to 90 days'
  if (days < 180) return '90 to 180 days'
  if (days < 365) return '180 to 365 days'
  if (days < 730) return '1 to 2 years'
  return days < 1825 ? '2 to 5 years' : '5 years and more'
}

/** The lower bound. */
function sizeOf(size: number | undefined): string {
  if (size === undefined) return 'unknown'
  if (size < 1024) return size === 0 ? '0' : '1'
  const steps = Math.floor(Math.log2(size / 1024) / 2)
  return String(1024 * 4 ** Math.min(steps, 15))
}

function duplicatesOf(records: readonly ObjectRecord[]) {
  const groups = new Map<string, { objects: number; size: number }>()
  for (const { size = 0, etag = '', isMultipartUploaded, encryption } of records) {
    const proven = /^[0-9a-f]{32}$/i.test(etag) && isMultipartUploaded !== true
    if (size === 0 || !proven || encryption?.type?.includes('KMS') === true) continue
    const name = `${etag.toLowerCase()} ${size}`
    groups.set(name, { objects: (groups.get(name)?.objects ?? 0) + 1, size })
  }
  const repeated = [...groups.values()].filter(({ objects }) => objects > 1)
  return {
    groups: repeated.length,
    objects: repeated.reduce((sum, { objects }) => sum + objects, 0),
    surplus: repeated.reduce((sum, { objects, size }) => sum + (objects - 1) * size, 0),
  }
}
