import { InventoryError, nearestWord } from '@bucket-inventory/core'
import type { ProviderName } from '@bucket-inventory/core'

import { ossDialect } from './oss-dialect.ts'
import type { ReportDialect } from './report-dialect.ts'
import { s3Dialect } from './s3-dialect.ts'

/** Who reads reports of other providers than the built-in ones. */
export interface DialectOptions {
  /** More dialects than the built-in ones; asked before them. Default: none. */
  readonly dialects?: readonly ReportDialect[]
}

/** The caller's dialects, then the built-in ones that they do not replace by name. */
export function knownDialects({ dialects = [] }: DialectOptions = {}): readonly ReportDialect[] {
  const replaced = new Set(dialects.map(({ name }) => name))
  return [...dialects, ...[s3Dialect, ossDialect].filter(({ name }) => !replaced.has(name))]
}

/** The dialect of a provider; rejects one that nobody knows with `unsupported`. */
export function dialectOf(provider: ProviderName, options?: DialectOptions): ReportDialect {
  const known = knownDialects(options)
  const dialect = known.find(({ name }) => name === provider)
  if (dialect !== undefined) return dialect
  const names = known.map(({ name }) => name)
  const near = nearestWord(provider, names)
  throw new InventoryError(
    'unsupported',
    near === undefined
      ? `nobody knows how reports of "${provider}" are written; known are ${names.join(', ')}`
      : `nobody knows how reports of "${provider}" are written; did you mean "${near}"?`,
  )
}
