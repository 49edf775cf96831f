import type { InventoryConfiguration, NativeRemainder } from '@bucket-inventory/core'

import { isRecord } from './native-remainder.ts'
import type { OssConfiguration } from './oss-configuration.ts'
import type { OssFindings } from './oss-findings.ts'
import { ossFrequencies, provider } from './oss-words.ts'

type Value = NativeRemainder[string]
/** Elements that the neutral words cover: those below, or `text`. */
interface Covered {
  readonly [element: string]: Covered | 'text'
}

const fields: Covered = { Field: 'text' }

const covered: Covered = {
  Id: 'text',
  IsEnabled: 'text',
  Filter: {
    Prefix: 'text',
    LastModifyBeginTimeStamp: 'text',
    LastModifyEndTimeStamp: 'text',
    LowerSizeBound: 'text',
    UpperSizeBound: 'text',
    StorageClass: 'text',
  },
  Destination: {
    OSSBucketDestination: {
      Format: 'text',
      AccountId: 'text',
      RoleArn: 'text',
      Bucket: 'text',
      Prefix: 'text',
      Encryption: { 'SSE-OSS': {}, 'SSE-KMS': { KeyId: 'text' } },
    },
  },
  Schedule: { Frequency: 'text', DayOfMonth: 'text', AutoDelete: 'text' },
  IncludedObjectVersions: 'text',
  OptionalFields: fields,
  IncrementalInventory: {
    IsEnabled: 'text',
    Schedule: { Frequency: 'text' },
    OptionalFields: fields,
  },
}

/** Elements that mean something by being there, whatever they hold. */
const meaningful = new Set(['IncrementalInventory', 'SSE-KMS', 'SSE-OSS'])

/**
 * What this provider holds beyond the neutral words, as far as it says nothing that the configuration says: an element
 * that the neutral words cover would change it on its way. `undefined` if nothing is left.
 */
export function keepRemainder(
  configuration: InventoryConfiguration,
  native: OssConfiguration,
  findings: OssFindings,
): NativeRemainder | undefined {
  const remainder = configuration.native?.[provider]
  if (remainder === undefined) return undefined
  const refused: string[] = []
  const kept = keep(remainder, covered, native, '', { native, refused })
  if (refused.length > 0) {
    findings.dropped(
      `native.${provider}`,
      refused,
      `${refused.join(', ')}: the configuration itself says this, so what is kept beside it is left out`,
    )
  }
  return Object.keys(kept).length === 0 ? undefined : kept
}

interface Keeping {
  readonly native: OssConfiguration
  readonly refused: string[]
}

function keep(
  remainder: NativeRemainder,
  known: Covered,
  beside: object | undefined,
  path: string,
  keeping: Keeping,
): NativeRemainder {
  const entries: [string, Value][] = []
  for (const [name, value] of Object.entries(remainder)) {
    const place = path === '' ? name : `${path}/${name}`
    const below = Object.hasOwn(known, name) ? known[name] : undefined
    const there: unknown = beside === undefined ? undefined : Reflect.get(beside, name)
    if (below === undefined) {
      entries.push([name, value])
    } else if (below === 'text') {
      if (saysNothing(value, there) || isBesideSchedule(place, value, keeping.native)) {
        entries.push([name, value])
      } else if (!isCarried(place, value, keeping.native)) {
        keeping.refused.push(place)
      }
    } else if (!isRecord(value) || (there === undefined && meaningful.has(name))) {
      keeping.refused.push(place)
    } else {
      const inside = typeof there === 'object' && there !== null ? there : undefined
      const left = keep(value, below, inside, place, keeping)
      if (Object.keys(left).length > 0) entries.push([name, left])
    }
  }
  return Object.fromEntries(entries)
}

/** Attributes of elements that are written anyway. */
function saysNothing(value: Value, there: unknown): boolean {
  const elements = Array.isArray(value) ? value : [value]
  const count = Array.isArray(there) ? there.length : there === undefined ? 0 : 1
  return (
    elements.length === count &&
    elements.every(
      (element) => isRecord(element) && Object.keys(element).every((key) => key.startsWith('@')),
    )
  )
}

/** A day or an automatic deletion beside a frequency that has none says nothing in neutral words. */
function isBesideSchedule(place: string, value: Value, { Schedule }: OssConfiguration): boolean {
  if (typeof value !== 'string') return false
  const { Frequency } = Schedule
  return (
    (place === 'Schedule/DayOfMonth' && Frequency !== ossFrequencies.month) ||
    (place === 'Schedule/AutoDelete' && Frequency !== ossFrequencies.once)
  )
}

/** An unusual form of the name of the bucket is part of the destination already. */
function isCarried(place: string, value: Value, { Destination }: OssConfiguration): boolean {
  return (
    place === 'Destination/OSSBucketDestination/Bucket' &&
    value === Destination.OSSBucketDestination.Bucket
  )
}
