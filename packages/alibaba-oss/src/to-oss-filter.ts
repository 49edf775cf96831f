import { parseInstant, supportOfPath } from '@bucket-inventory/core'
import type {
  ConfigurationPath,
  InventoryConfiguration,
  InventoryField,
  InventoryFilter,
} from '@bucket-inventory/core'

import { checkAdvice } from './check-advice.ts'
import type { OssFilter } from './oss-configuration.ts'
import type { OssFindings } from './oss-findings.ts'
import { toOssStorageClasses } from './to-oss-storage-classes.ts'
import { utf8Length } from './utf8-length.ts'

/** A filter as far as the service is asked to apply it, and the part that the reader must. */
export interface TranslatedFilter {
  readonly native?: OssFilter
  readonly residual?: InventoryFilter
}

/** One part: what is sent of it, and what the reader applies of it. */
interface Part<Sent, Asked> {
  readonly sent?: Sent
  readonly residual?: Asked
}

type Writable<Record> = { -readonly [Member in keyof Record]: Record[Member] }

/** What a bound is rounded to, never narrower than asked; without it, OSS has no number for the bound. */
interface Bound {
  readonly rounded?: number
  readonly exact: boolean
}

/**
 * The filter in the words of OSS. A part that OSS cannot be told exactly, or is not known to honour, is in the residual,
 * exactly as asked.
 */
export function toOssFilter(
  configuration: InventoryConfiguration,
  findings: OssFindings,
): TranslatedFilter {
  const { prefix, lastModified, size } = configuration.filter ?? {}
  const [after, before] = ordered(
    instantBound('filter.lastModified.from', lastModified?.from, Math.floor, findings),
    instantBound('filter.lastModified.to', lastModified?.to, Math.ceil, findings),
  )
  const [least, most] = ordered(
    within('filter.size.min', size?.min, Math.floor(size?.min ?? 0), findings),
    // OSS reads 0 as no bound at all: 1 is the narrowest that it can be told.
    within('filter.size.max', size?.max, Math.max(Math.ceil(size?.max ?? 0), 1), findings),
  )
  const times = {
    column: 'lastModified',
    bounds: [after, before],
    configuration,
    findings,
  } as const
  const sizes = { column: 'size', bounds: [least, most], configuration, findings } as const
  const key = toPrefix(prefix, findings)
  const from = toPart('filter.lastModified.from', lastModified?.from, after, times)
  const to = toPart('filter.lastModified.to', lastModified?.to, before, times)
  const min = toPart('filter.size.min', size?.min, least, sizes)
  const max = toPart('filter.size.max', size?.max, most, sizes)
  const classes = toOssStorageClasses(configuration, findings)
  const native: Writable<OssFilter> = {}
  if (key.sent !== undefined) native.Prefix = key.sent
  if (from.sent !== undefined) native.LastModifyBeginTimeStamp = from.sent
  if (to.sent !== undefined) native.LastModifyEndTimeStamp = to.sent
  if (min.sent !== undefined) native.LowerSizeBound = min.sent
  if (max.sent !== undefined) native.UpperSizeBound = max.sent
  if (classes.sent !== undefined) native.StorageClass = classes.sent
  const residual: Writable<InventoryFilter> = {}
  if (key.residual !== undefined) residual.prefix = key.residual
  if (from.residual !== undefined || to.residual !== undefined) {
    residual.lastModified = {
      ...(from.residual === undefined ? {} : { from: from.residual }),
      ...(to.residual === undefined ? {} : { to: to.residual }),
    }
  }
  if (min.residual !== undefined || max.residual !== undefined) {
    residual.size = {
      ...(min.residual === undefined ? {} : { min: min.residual }),
      ...(max.residual === undefined ? {} : { max: max.residual }),
    }
  }
  if (classes.residual !== undefined) residual.storageClasses = classes.residual
  return {
    ...(isEmpty(native) ? {} : { native }),
    ...(isEmpty(residual) ? {} : { residual }),
  }
}

function toPrefix(prefix: string | undefined, findings: OssFindings): Part<string, string> {
  const path = 'filter.prefix'
  if (prefix === undefined || prefix === '') return {}
  const length = utf8Length(prefix)
  const { support, maximumLength = length } = supportOfPath(findings.tables, path)
  if (support === 'emulated' || support === 'unsupported' || length > maximumLength) {
    findings.emulated(
      path,
      prefix,
      [],
      `OSS takes a prefix of ${maximumLength} bytes, not of ${length}: the reports list every key, and the prefix is applied when they are read`,
    )
    return { residual: prefix }
  }
  return { sent: prefix }
}

/** In seconds, as OSS counts. Asks for an instant where the text is none. */
function instantBound(
  path: ConfigurationPath,
  text: string | undefined,
  round: (seconds: number) => number,
  findings: OssFindings,
): Bound | undefined {
  if (text === undefined) return undefined
  const time = parseInstant(text)
  if (time !== undefined) return within(path, time / 1000, round(time / 1000), findings)
  findings.needs(path, `"${text}" is no instant`, 'an instant', '2021-11-25T23:40:49Z')
  return undefined
}

function within(
  path: ConfigurationPath,
  value: number | undefined,
  rounded: number,
  findings: OssFindings,
): Bound | undefined {
  if (value === undefined) return undefined
  const { minimum = rounded, maximum = rounded } = supportOfPath(findings.tables, path)
  const has = rounded >= minimum && rounded <= maximum
  return has ? { rounded, exact: rounded === value } : { exact: false }
}

/** OSS refuses a range that ends before it begins. */
function ordered(
  low: Bound | undefined,
  high: Bound | undefined,
): readonly [Bound | undefined, Bound | undefined] {
  const [start, end] = [low?.rounded, high?.rounded]
  return start === undefined || end === undefined || start <= end
    ? [low, high]
    : [{ exact: false }, { exact: false }]
}

interface Range {
  /** What the reader needs to apply it. */
  readonly column: InventoryField
  readonly bounds: readonly (Bound | undefined)[]
  readonly configuration: InventoryConfiguration
  readonly findings: OssFindings
}

function toPart<Asked>(
  path: ConfigurationPath,
  asked: Asked | undefined,
  bound: Bound | undefined,
  { column, bounds, configuration, findings }: Range,
): Part<number, Asked> {
  if (asked === undefined || bound === undefined) return {}
  const { support } = supportOfPath(findings.tables, path)
  const asks = support !== 'emulated' && support !== 'unsupported'
  const sent = asks && bound.rounded !== undefined ? { sent: bound.rounded } : {}
  const isListed = configuration.fields.includes(column)
  if (asks && bound.exact) {
    if (support !== 'unverified') return sent
    // A column is added for what must be emulated, never for what is only doubted: reading a configuration and writing
    // it back changes nothing.
    const isChecked = isListed || bounds.some((other) => other?.exact === false)
    const check = isChecked ? 'applied when reports are read too' : checkAdvice(column)
    findings.unverified(
      path,
      asked,
      `nothing shows that OSS applies ${path} in this region; it is sent, and ${check}`,
    )
    return isChecked ? { ...sent, residual: asked } : sent
  }
  const carried = 'sent' in sent ? `is told ${sent.sent}` : 'is not told'
  findings.emulated(
    path,
    asked,
    isListed ? [] : [column],
    `OSS cannot be told ${path} ${String(asked)} exactly and ${carried}: it lists more, and the exact bound is applied when reports are read`,
  )
  return { ...sent, residual: asked }
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0
}
