import type { StorageTier } from '@bucket-inventory/core'

import { ageNumbers, ageSpans } from './age-spans.ts'
import type {
  AgeCounts,
  Counted,
  DuplicateSummary,
  EncryptionCounts,
  ReportSummary,
  SizeCounts,
  StorageClassCounts,
  UploadCounts,
  VersionCounts,
} from './report-summary.ts'
import type { ReportTally } from './report-tally.ts'
import { sizeSpans } from './size-spans.ts'

/** Groups of duplicates that are listed. */
const groups = 10

const tiers: readonly StorageTier[] = [
  'hot',
  'automatic',
  'infrequent',
  'cold',
  'archive',
  'deep-archive',
  'unknown',
]

/** What was counted by column: nothing of a column that is not there. */
export function summarizeCounts(tally: ReportTally): Partial<ReportSummary> {
  const { fields, sized, largest } = tally
  const ages = fields.has('lastModified') ? agesOf(tally) : undefined
  return {
    ...(fields.has('storageClass') ? { storageClasses: classesOf(tally, ages) } : {}),
    ...(ages === undefined ? {} : { ages }),
    ...(sized ? { sizes: sizesOf(tally) } : {}),
    ...(fields.has('encryption') ? { encryption: encryptionOf(tally) } : {}),
    ...(fields.has('isLatest') ? { versions: versionsOf(tally) } : {}),
    ...(fields.has('isMultipartUploaded') ? { uploads: uploadsOf(tally) } : {}),
    ...(sized && tally.options.largest > 0 ? { largest: largest.objects } : {}),
    ...duplicatesOf(tally),
  }
}

function agesOf(tally: ReportTally): AgeCounts[] {
  const classes = [...Array(Math.max(1, tally.storageClass.values.length)).keys()]
  const ofAge = (age: number): Counted =>
    tally.classAges.of(
      classes.map((number) => number * ageNumbers + age),
      tally.sized,
    )
  const unknown = ofAge(ageSpans.length)
  return [
    ...ageSpans.map((span, index) => ({ ...span, ...ofAge(index) })),
    ...(unknown.objects === 0 ? [] : [{ age: 'unknown', ...unknown }]),
  ]
}

function classesOf(
  { storageClass, classAges, sized }: ReportTally,
  ages: readonly AgeCounts[] | undefined,
): StorageClassCounts[] {
  return storageClass.values
    .map((value, number): StorageClassCounts => {
      const first = number * ageNumbers
      const all = [...Array(ageNumbers).keys()].map((age) => first + age)
      return {
        ...(value === undefined ? {} : { native: value.native }),
        name: value?.name ?? 'unknown',
        tier: value?.tier ?? 'unknown',
        ...classAges.of(all, sized),
        ...(ages === undefined
          ? {}
          : { ages: all.slice(0, ages.length).map((age) => classAges.of([age], sized)) }),
      }
    })
    .filter(({ objects }) => objects > 0)
    .toSorted(
      (one, other) =>
        tiers.indexOf(one.tier) - tiers.indexOf(other.tier) ||
        compareCounts(one, other) ||
        one.name.localeCompare(other.name, 'en'),
    )
}

function sizesOf({ sizes }: ReportTally): SizeCounts[] {
  const unknown = sizes.of([sizeSpans.length], true)
  return [
    ...sizeSpans.map((span, index) => ({ ...span, ...sizes.of([index], true) })),
    ...(unknown.objects === 0 ? [] : [{ size: 'unknown', ...unknown }]),
  ]
}

function encryptionOf({ encryption, encryptions, sized }: ReportTally): EncryptionCounts[] {
  return encryption.values
    .map((value, number): EncryptionCounts => {
      const counts = encryptions.of([number], sized)
      if (value === undefined) return { status: 'unknown', ...counts }
      const status = value.encrypted ? 'encrypted' : 'not-encrypted'
      return value.type === undefined
        ? { status, ...counts }
        : { status, type: value.type, ...counts }
    })
    .filter(({ objects }) => objects > 0)
    .toSorted(compareCounts)
}

function versionsOf(tally: ReportTally): VersionCounts {
  const { isLatest, latest, sized, fields } = tally
  const of = (wanted: boolean | undefined) => latest.of(numbersOf(isLatest.values, wanted), sized)
  const unknown = of(undefined)
  return {
    current: of(true),
    noncurrent: of(false),
    ...(unknown.objects === 0 ? {} : { unknown }),
    ...(fields.has('isDeleteMarker') ? { deleteMarkers: tally.deleteMarkers } : {}),
    ...(fields.has('versionId') ? { nullVersions: tally.nullVersions } : {}),
  }
}

function uploadsOf({ isMultipart, multiparts, sized }: ReportTally): UploadCounts {
  const of = (wanted: boolean | undefined) =>
    multiparts.of(numbersOf(isMultipart.values, wanted), sized)
  const unknown = of(undefined)
  return {
    multipart: of(true),
    single: of(false),
    ...(unknown.objects === 0 ? {} : { unknown }),
  }
}

function duplicatesOf(tally: ReportTally): { readonly duplicates?: DuplicateSummary } {
  const table = tally.duplicates
  if (table === undefined) return {}
  return {
    duplicates: {
      from: table.from,
      proven: table.counts('proven'),
      likely: table.counts('likely'),
      incomparable: table.incomparable.of([0], true),
      largest: table.largest(groups),
    },
  }
}

function numbersOf<T>(values: readonly T[], wanted: T): number[] {
  const number = values.indexOf(wanted)
  return number === -1 ? [] : [number]
}

/** Most bytes first, then most objects. */
function compareCounts(one: Counted, other: Counted): number {
  return (other.bytes ?? 0) - (one.bytes ?? 0) || other.objects - one.objects
}
