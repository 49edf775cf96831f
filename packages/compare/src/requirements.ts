import { fieldsOfFilter } from '@bucket-inventory/core'
import type { InventoryField, Problem, RecordField } from '@bucket-inventory/core'

import type { CheckedOptions } from './check-options.ts'
import { called, hasVersions } from './compared-report.ts'
import type { ReportSide } from './compared-report.ts'
import type { ComparisonWarning } from './comparison-summary.ts'
import { refuse } from './refuse.ts'

/**
 * What both reports must have for what was asked: throws `invalid-configuration` with a problem for each field that is missing,
 * at `left.fields.etag` and the like, so that whoever knows the place can say how to add it. What they should have besides is
 * a warning.
 */
export function requirements(
  left: ReportSide,
  right: ReportSide,
  options: Pick<CheckedOptions, 'trust' | 'match' | 'metadata' | 'where' | 'live'>,
): ComparisonWarning[] {
  const sides = [left, right]
  refuse('invalid-configuration', [
    ...sides.flatMap((side) => needs(side, 'size', 'without it no copy can be checked')),
    ...evidenceProblems(left, right, options.trust),
    ...sides.flatMap((side) => versionProblems(side, options.match)),
    ...sides.flatMap((side) =>
      options.metadata.flatMap((field) => needs(side, field, 'it was to be compared')),
    ),
    ...ownWords(left, right, options.metadata),
    ...sides.flatMap((side) =>
      fieldsOfFilter(options.where ?? {})
        .filter((field) => field !== 'size')
        .flatMap((field) => needs(side, field, 'what is compared was to be chosen by it')),
    ),
  ])
  return [
    ...lacking(left, 'lastModified', 'no difference can be told from a change in flight'),
    ...(options.live === 'both'
      ? lacking(right, 'lastModified', 'its changes excuse no difference')
      : []),
    ...(has(left, 'etag') && has(right, 'etag') ? sides.flatMap(undecidedEtags) : []),
  ]
}

/** The columns without which ETags that differ prove nothing, by dialect. */
const decidesEtags: Readonly<Record<string, readonly InventoryField[]>> = {
  'aws-s3': ['encryption'],
  'alibaba-oss': ['objectType', 'encryption'],
}

function undecidedEtags(side: ReportSide): ComparisonWarning[] {
  const fields = decidesEtags[side.report.manifest.dialect] ?? []
  return fields.flatMap((field) =>
    lacking(side, field, 'whether an ETag is an MD5 of the content cannot be seen'),
  )
}

/** ETags on both sides, or checksums on both, of the report or joined. */
function evidenceProblems(
  left: ReportSide,
  right: ReportSide,
  trust: CheckedOptions['trust'],
): Problem[] {
  const sides = [left, right]
  if (trust === 'size' || sides.every(hasChecksums)) return []
  return sides.flatMap((side) =>
    needs(side, 'etag', 'nothing else tells of the content; join checksums, or trust the size'),
  )
}

function versionProblems(side: ReportSide, match: CheckedOptions['match']): Problem[] {
  if (match === 'key' || hasVersions(side)) return []
  const message = `${called(side)} lists current versions only: list all versions, or match by key`
  return [{ path: `${side.side}.versions`, message }]
}

/** What providers say in words of their own, which are never equal. */
function ownWords(
  left: ReportSide,
  right: ReportSide,
  metadata: readonly RecordField[],
): Problem[] {
  if (left.report.manifest.dialect === right.report.manifest.dialect) return []
  return metadata.flatMap((field) =>
    field === 'acl' || field === 'owner'
      ? [
          {
            path: 'metadata',
            message: `"${field}" is in the provider's own words, and two have none in common`,
          },
        ]
      : [],
  )
}

function needs(side: ReportSide, field: RecordField, reason: string): Problem[] {
  if (has(side, field)) return []
  return [
    {
      path: `${side.side}.fields.${field}`,
      message: `${called(side)} has no column for ${field}, and ${reason}: add the field "${field}" to its configuration`,
    },
  ]
}

function lacking(
  side: ReportSide,
  field: InventoryField,
  consequence: string,
): ComparisonWarning[] {
  if (has(side, field)) return []
  return [
    {
      code: 'missing-field',
      side: side.side,
      message: `${called(side)} has no column for ${field}: ${consequence}; add the field "${field}" to its configuration`,
    },
  ]
}

function hasChecksums(side: ReportSide): boolean {
  return has(side, 'checksum') || side.checksums !== undefined
}

function has({ report }: ReportSide, field: RecordField): boolean {
  return report.fields.includes(field)
}
