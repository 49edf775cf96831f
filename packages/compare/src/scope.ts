import { fieldsOfFilter, intersectFilters, normaliseFilter } from '@bucket-inventory/core'
import type { InventoryFilter } from '@bucket-inventory/core'

import { commonFilter } from './common-filter.ts'
import type { CompareOptions } from './compare-options.ts'
import { called } from './compared-report.ts'
import type { ReportSide, Side } from './compared-report.ts'
import type { ComparisonWarning } from './comparison-summary.ts'
import { refusal } from './refuse.ts'
import { takesKey } from './takes-key.ts'

/** Which rows of one side are compared. */
export interface SideScope {
  readonly where?: InventoryFilter
  readonly takesKey?: (key: string) => boolean
}

export interface ComparedScope extends Readonly<Record<Side, SideScope>> {
  readonly warnings: readonly ComparisonWarning[]
}

export type ScopeOptions = Pick<
  CompareOptions,
  'where' | 'include' | 'exclude' | 'rewriteKey' | 'scope'
>

/**
 * The rows of both sides that are compared, so that both list the same. What their configurations filter is applied to what
 * they delivered, as the service may not have. Throws `invalid-configuration` where they list different things, and were not
 * to be narrowed to what both list, or cannot be.
 */
export function comparedScope(
  left: ReportSide,
  right: ReportSide,
  options: ScopeOptions,
): ComparedScope {
  const common = commonFilter(left, right, options)
  const { prefix, ...besidesPrefix } = common
  // The prefix is of keys as the right side has them: left ones are asked once they are rewritten.
  const rewrites = options.rewriteKey !== undefined
  return {
    left: scopeOf(
      left,
      rewrites ? besidesPrefix : common,
      takesKey({ ...options, prefix: rewrites ? prefix : '' }),
    ),
    right: scopeOf(right, common, takesKey({ ...options, rewriteKey: undefined })),
    warnings: [
      ...unknownScopes(left, right),
      ...unevenFilters(left, right, options),
      ...[left, right].flatMap(lackingColumns),
    ],
  }
}

function scopeOf(
  side: ReportSide,
  common: InventoryFilter,
  takes: ((key: string) => boolean) | undefined,
): SideScope {
  const where = intersectFilters(residualOf(side), common)
  if (where === 'nothing') {
    const message = `${called(side)} lists nothing of what is to be compared`
    throw refusal('invalid-configuration', [{ path: `${side.side}.filter`, message }])
  }
  const narrowed = normaliseFilter(where)
  return {
    ...(narrowed === undefined ? {} : { where: narrowed }),
    ...(takes === undefined ? {} : { takesKey: takes }),
  }
}

/** What the configuration filters, as far as the report has the columns to apply it again. */
function residualOf({ configuration, report }: ReportSide): InventoryFilter {
  const { prefix, ...parts } = configuration?.filter ?? {}
  const kept = Object.entries(parts).filter(([part, value]) =>
    fieldsOfFilter({ [part]: value }).every((field) => report.fields.includes(field)),
  )
  return { ...(prefix === undefined ? {} : { prefix }), ...Object.fromEntries(kept) }
}

function lackingColumns(side: ReportSide): ComparisonWarning[] {
  return fieldsOfFilter(side.configuration?.filter ?? {}).flatMap((field) =>
    side.report.fields.includes(field)
      ? []
      : [
          {
            code: 'missing-field',
            side: side.side,
            message: `${called(side)} has no column for ${field}, by which its configuration filters: whether it lists more cannot be seen; add the field "${field}"`,
          },
        ],
  )
}

function unknownScopes(left: ReportSide, right: ReportSide): ComparisonWarning[] {
  return [left, right].flatMap((side) =>
    side.configuration === undefined
      ? [
          {
            code: 'unknown-scope',
            side: side.side,
            message: `${called(side)} comes without its configuration: whether both sides list the same cannot be seen; what only one of them lists is called missing or extra`,
          },
        ]
      : [],
  )
}

/** Equal filters that two copies of one object do not meet alike. */
function unevenFilters(
  left: ReportSide,
  right: ReportSide,
  { where }: ScopeOptions,
): ComparisonWarning[] {
  const filters = [left.configuration?.filter, right.configuration?.filter, where]
  return [
    ...(filters.some((filter) => filter?.lastModified !== undefined)
      ? ['by when they changed, and a copy is newer than its source']
      : []),
    ...(filters.some((filter) => filter?.storageClasses !== undefined)
      ? ['by their storage class, and a copy may be of another one']
      : []),
    ...(filters.some((filter) => filter?.size !== undefined)
      ? ['by their size, and a copy that was cut short has another one']
      : []),
  ].map((reason) => ({
    code: 'unknown-scope',
    message: `objects are listed ${reason}: what is called missing or extra may be there, and not listed`,
  }))
}
